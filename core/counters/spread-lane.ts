// After a commit on the root of a post that is split, or is to be: the lane moves itself to a bucket, with one conditional write.

import { bucketForLane, type CounterItem, type Place, ROOT_PLACE } from './counter-item.ts';
import type { SplitCounters } from './ports.ts';
import type { SplitPolicy } from './split-policy.ts';

/**
 * @param root    the root as the lane's commit left it
 * @param buckets over how many buckets to split a post that is not split yet; undefined: leave it
 * @returns where the lane commits from now on
 */
export async function spreadLane(
  counters: SplitCounters,
  postId: string,
  lane: string,
  root: CounterItem,
  buckets: number | undefined,
  { split }: Pick<SplitPolicy, 'split'> = { split: 'when-hot' },
): Promise<Place> {
  let known: CounterItem | undefined = root;
  if (root.split.buckets === undefined && buckets !== undefined) {
    known = (await counters.split(postId, buckets, split === 'always')).item;
  }
  const bucket = known && bucketForLane(known, lane);
  if (!known || bucket === undefined) return ROOT_PLACE;
  const { item } = await counters.moveLane({ postId, lane, bucket, generation: known.split.generation });
  const moved = item?.split.moved.get(lane);
  return moved === undefined ? ROOT_PLACE : { bucket: moved, floor: item?.marks.get(lane) };
}
