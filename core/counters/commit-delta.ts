// Adds a batch's delta to one counter, exactly once. A lane is one shard of the stream, read in order. A counter item stores a mark for
// each lane: the last position of the lane that the item's count includes. One conditional write changes the count and the mark, so
// both change or neither does.
//
// An example: a batch of lane s0 holds two likes of this key, at the positions 25 and 30. Each adds 1.
//
//   the counter item                                { count: 7, mark of s0: 20 }
//   read the mark                                   20, so the delta is deltaFrom(20) = +2
//   write on condition that the mark is 20          done: { count: 9, mark of s0: 30 }
//
//   The function crashes before it reports the batch as done, so the batch comes again:
//   read the mark                                   30: the count includes both likes, and nothing is left to do
//
//   Or two invocations run at once. Both have read 20. The other one has a shorter batch, which ends at 25, and it writes first:
//   write on condition that the mark is 20          refused; the answer shows { count: 8, mark of s0: 25 }
//   write on condition that the mark is 25          deltaFrom(25) = +1, done: { count: 9, mark of s0: 30 }
//
// When nobody in the batch had acted on this key before, the delta is the same whatever the mark is. Then the first try reads nothing:
//   write on condition that s0 has no mark here, or one below 25, the first position
//
// A hot counter has several items: the root, which every counter has, and buckets. The root lists the lanes that have moved to a bucket,
// and refuses their writes:
//   the root     { count: 9, mark of s0: 30, s0 has moved to 1.3 }    refuses s0; the mark that s0 left here, 30, is its floor
//   bucket 1.3   { count: 4, no mark of s0 }                          s0 continues from its floor, as if its mark were 30 here
//   a batch with one like at 40                                       bucket 1.3 is { count: 5, mark of s0: 40 }; in all 9 + 5 likes
//
// A merge closes a bucket, which then refuses every lane. One write of the root adds the bucket's count, takes over its marks and brings
// its lanes back (merge-buckets.ts). After a refusal the loop looks again where the lane is.

import type { Position } from '../stream/sequence-number.ts';
import { type CounterItem, type Place, ROOT_BUCKET, ROOT_PLACE } from './counter-item.ts';
import { findTarget, type Target } from './find-target.ts';
import type { ExpectedMark, SplitCounters } from './ports.ts';

/** What a batch changes in one counter. */
export interface Increment {
  readonly key: string;
  readonly lane: string;
  /** The first and the last position in the batch that concern this key. */
  readonly first: Position;
  readonly last: Position;
  /**
   * Whether the mark must be read before the delta is known. This is so when a person in the batch had acted on this key before: the
   * mark tells whether the count includes that earlier action.
   */
  readonly dependsOnMark: boolean;
  /** The delta, given that the count includes the lane up to `mark`; undefined: nothing of the lane, or the delta does not depend on it. */
  deltaFrom(mark: Position | undefined): number;
}

export interface Committed {
  readonly place: Place;
  /** The item after the commit; undefined when another attempt had counted the whole batch, so that nothing was written. */
  readonly item: CounterItem | undefined;
}

/**
 * @param guess where the lane committed last. A wrong guess is refused and costs a round trip. This needs the tombstone of a closed
 *   bucket, which stands much longer than anybody remembers a guess.
 */
export async function commitDelta(
  counters: SplitCounters,
  increment: Increment,
  guess: Place = ROOT_PLACE,
): Promise<Committed> {
  const { key, lane, first, last } = increment;
  // Where the bucket has no mark yet, the floor counts as the mark, so it must lie below the batch too.
  const mayGuess = !increment.dependsOnMark && (guess.floor === undefined || guess.floor < first);
  let target: Target = mayGuess
    ? { place: guess, found: undefined }
    : await findTarget(counters, key, lane, guess);
  for (;;) {
    const { place, found } = target;
    const countedTo = found && (found.storedMark ?? place.floor);
    if (countedTo !== undefined && countedTo >= last) return { place, item: undefined };
    const expected: ExpectedMark = found ? { exactly: found.storedMark } : { below: first };
    const delta = increment.deltaFrom(countedTo);
    const { bucket } = place;
    const { done, item } = await counters.commit({ key, bucket, lane, delta, mark: last, expected });
    if (done) return { place, item };
    const isStillHere = bucket === ROOT_BUCKET ? !item?.split.moved.has(lane) : item && !item.closed;
    target = isStillHere
      ? { place, found: { storedMark: item?.marks.get(lane) } }
      : await findTarget(counters, key, lane);
  }
}
