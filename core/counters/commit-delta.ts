// Commits what a batch changes of one post's count: finds where the lane commits (the root, or the bucket it has moved to) and
// how far it has come, and corrects the delta whenever somebody was faster.

import { type CounterItem, type Place, ROOT_BUCKET, ROOT_PLACE } from './counter-item.ts';
import { takeOverBucket } from './merge-buckets.ts';
import type { ExpectedMark, SplitCounters } from './ports.ts';
import type { Position } from '../stream/sequence-number.ts';

/** What a batch says about one post, as far as its counter is concerned. */
export interface Increment {
  readonly postId: string;
  readonly lane: string;
  readonly first: Position;
  readonly last: Position;
  /** Whether the delta depends on a mark before the batch: somebody had acted on the post before. */
  readonly dependsOnMark: boolean;
  /** The change of the count when it has come as far as `mark`. */
  deltaFrom(mark: Position | undefined): number;
}

export interface Committed {
  readonly place: Place;
  /** The item after the commit; undefined when another attempt had committed all of it. */
  readonly item: CounterItem | undefined;
}

/** A place, and the lane's own mark on its item as far as it is known. */
interface Target {
  readonly place: Place;
  readonly found: { readonly mark: Position | undefined } | undefined;
}

/** @param guess where the lane committed last; any guess is safe while a closed bucket's tombstone stands */
export async function commitDelta(
  counters: SplitCounters,
  increment: Increment,
  guess: Place = ROOT_PLACE,
): Promise<Committed> {
  const { postId, lane, first, last } = increment;
  const mayGuess = !increment.dependsOnMark && (guess.floor === undefined || guess.floor < first);
  let target: Target = mayGuess
    ? { place: guess, found: undefined }
    : await findTarget(counters, postId, lane, guess);
  for (;;) {
    const { place, found } = target;
    const mark = found && (found.mark ?? place.floor);
    if (mark !== undefined && mark >= last) return { place, item: undefined };
    const expected: ExpectedMark = found ? { exactly: found.mark } : { below: first };
    const delta = increment.deltaFrom(mark);
    const { done, item } = await counters.commit({
      postId,
      bucket: place.bucket,
      lane,
      delta,
      mark: last,
      expected,
    });
    if (done) return { place, item };
    const stays = place.bucket === ROOT_BUCKET ? !item?.split.moved.has(lane) : item && !item.closed;
    target = stays
      ? { place, found: { mark: item?.marks.get(lane) } }
      : await findTarget(counters, postId, lane);
  }
}

/** Where the lane commits now. A bucket that was closed under it is merged first: nobody has to wait for the merger. */
async function findTarget(
  counters: SplitCounters,
  postId: string,
  lane: string,
  guess: Place = ROOT_PLACE,
): Promise<Target> {
  if (guess.bucket !== ROOT_BUCKET) {
    const item = await counters.read(postId, guess.bucket);
    if (item && !item.closed) return { place: guess, found: { mark: item.marks.get(lane) } };
  }
  for (;;) {
    const root = await counters.read(postId, ROOT_BUCKET);
    const floor = root?.marks.get(lane);
    const bucket = root?.split.moved.get(lane);
    if (bucket === undefined) return { place: ROOT_PLACE, found: { mark: floor } };
    const item = await counters.read(postId, bucket);
    if (!item?.closed) return { place: { bucket, floor }, found: { mark: item?.marks.get(lane) } };
    await takeOverBucket(counters, postId, bucket);
  }
}
