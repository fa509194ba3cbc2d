// Finds where a lane commits now: at the root, or in the bucket to which it has moved.

import type { Position } from '../stream/sequence-number.ts';
import { type Place, ROOT_BUCKET, ROOT_PLACE } from './counter-item.ts';
import { takeOverBucket } from './merge-buckets.ts';
import type { SplitCounters } from './ports.ts';

/** A place to commit to; `found` is undefined until the item was read. */
export interface Target {
  readonly place: Place;
  /** The mark that the item stores of the lane; undefined in it: the item has none. */
  readonly found: { readonly storedMark: Position | undefined } | undefined;
}

/**
 * A bucket that was closed but not merged yet is merged here, so that the batch does not wait for the merger's next run.
 *
 * @param guess where the lane committed last. A remembered bucket counts only if it exists. One that the root names may not exist
 *   yet: then the lane's first commit makes it.
 */
export async function findTarget(
  counters: SplitCounters,
  key: string,
  lane: string,
  guess: Place = ROOT_PLACE,
): Promise<Target> {
  if (guess.bucket !== ROOT_BUCKET) {
    const item = await counters.read(key, guess.bucket);
    if (item && !item.closed) return { place: guess, found: { storedMark: item.marks.get(lane) } };
  }
  for (;;) {
    const root = await counters.read(key, ROOT_BUCKET);
    const rootMark = root?.marks.get(lane);
    const bucket = root?.split.moved.get(lane);
    if (bucket === undefined) return { place: ROOT_PLACE, found: { storedMark: rootMark } };
    const item = await counters.read(key, bucket);
    if (!item?.closed)
      return { place: { bucket, floor: rootMark }, found: { storedMark: item?.marks.get(lane) } };
    await takeOverBucket(counters, key, bucket);
  }
}
