// Moves a lane to a bucket with one conditional write. The lane does so itself, after it has committed to the root of a counter that
// is split or is to be split.

import { bucketForLane, type CounterItem, type Place, ROOT_PLACE } from './counter-item.ts';
import type { SplitCounters } from './ports.ts';
import type { SplitPolicy } from './split-policy.ts';

/**
 * @param root    the root as the lane's commit left it
 * @param buckets how many buckets to split the counter over if it is not split yet. Undefined means that it stays as it is.
 * @returns where the lane commits from now on
 */
export async function spreadLane(
  counters: SplitCounters,
  key: string,
  lane: string,
  root: CounterItem,
  buckets: number | undefined,
  { split }: Pick<SplitPolicy, 'split'> = { split: 'when-hot' },
): Promise<Place> {
  let known: CounterItem | undefined = root;
  if (root.split.buckets === undefined && buckets !== undefined) {
    known = (await counters.split(key, buckets, split === 'always')).item;
  }
  const bucket = known && bucketForLane(known, lane);
  if (!known || bucket === undefined) return ROOT_PLACE;
  const { item } = await counters.moveLane({ key, lane, bucket, generation: known.split.generation });
  const moved = item?.split.moved.get(lane);
  return moved === undefined ? ROOT_PLACE : { bucket: moved, floor: item?.marks.get(lane) };
}
