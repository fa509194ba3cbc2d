// Adds a batch's change to one counter, exactly once. The lane's mark on the counter item is the commit point: it says how much of
// the lane the count includes. An example with literal values, where the lane is `s0` and the batch ends at position 30:
//
//   counter item before                           { count: 7, mark of s0: 20 }
//   the batch holds events at 25 and 30           deltaFrom(20) = +2
//   commit, on condition that the mark is 20      { count: 9, mark of s0: 30 }
//
//   The function crashes before it reports the batch as done, so the batch comes again:
//   commit, on condition that the mark is 20      refused; the item shows the mark 30, the end of the batch
//                                                 nothing is left to do, and the count stays 9
//
//   Instead, an attempt that overlaps may have committed the batch only up to 25:
//   commit, on condition that the mark is 20      refused; the item shows { count: 8, mark of s0: 25 }
//   commit, on condition that the mark is 25      deltaFrom(25) = +1, so { count: 9, mark of s0: 30 }
//
// When the counter is hot, the lane may have moved to a bucket. The root then refuses the lane, and the loop follows it:
//
//   root { count: 9, mark of s0: 30, s0 has moved to 1.3 }   refuses s0, and 30 is the floor
//   bucket 1.3 { count: 4, no mark of s0 yet }               takes s0, and no mark there means 30
//
// A merge closes a bucket and adds it to the root. A closed bucket refuses every lane, so the loop returns to the root.

import type { Position } from '../stream/sequence-number.ts';
import { type CounterItem, type Place, ROOT_BUCKET, ROOT_PLACE } from './counter-item.ts';
import { takeOverBucket } from './merge-buckets.ts';
import type { ExpectedMark, SplitCounters } from './ports.ts';

/** What a batch says about one counter. */
export interface Increment {
  readonly key: string;
  readonly lane: string;
  /** The first and the last position in the batch that concern this key. */
  readonly first: Position;
  readonly last: Position;
  /** Whether the delta depends on a mark from before the batch. It does when somebody had acted on this key before. */
  readonly dependsOnMark: boolean;
  /** By how much the count changes when it has come as far as `mark` and goes to the end of the batch. */
  deltaFrom(mark: Position | undefined): number;
}

export interface Committed {
  readonly place: Place;
  /** The item after the commit; undefined when another attempt had already committed all of it. */
  readonly item: CounterItem | undefined;
}

/** A place, and the lane's own mark on its item; `found` is undefined until the item was read. */
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
  const { key, lane, first, last } = increment;
  const mayGuess = !increment.dependsOnMark && (guess.floor === undefined || guess.floor < first);
  let target: Target = mayGuess
    ? { place: guess, found: undefined }
    : await findTarget(counters, key, lane, guess);
  for (;;) {
    const { place, found } = target;
    const mark = found && (found.mark ?? place.floor);
    if (mark !== undefined && mark >= last) return { place, item: undefined };
    const expected: ExpectedMark = found ? { exactly: found.mark } : { below: first };
    const delta = increment.deltaFrom(mark);
    const { bucket } = place;
    const { done, item } = await counters.commit({ key, bucket, lane, delta, mark: last, expected });
    if (done) return { place, item };
    const stays = bucket === ROOT_BUCKET ? !item?.split.moved.has(lane) : item && !item.closed;
    target = stays
      ? { place, found: { mark: item?.marks.get(lane) } }
      : await findTarget(counters, key, lane);
  }
}

/** Where the lane commits now. A bucket that was closed under the lane is merged first, so that nobody waits for the merger. */
async function findTarget(
  counters: SplitCounters,
  key: string,
  lane: string,
  guess: Place = ROOT_PLACE,
): Promise<Target> {
  if (guess.bucket !== ROOT_BUCKET) {
    const item = await counters.read(key, guess.bucket);
    if (item && !item.closed) return { place: guess, found: { mark: item.marks.get(lane) } };
  }
  for (;;) {
    const root = await counters.read(key, ROOT_BUCKET);
    const floor = root?.marks.get(lane);
    const bucket = root?.split.moved.get(lane);
    if (bucket === undefined) return { place: ROOT_PLACE, found: { mark: floor } };
    const item = await counters.read(key, bucket);
    if (!item?.closed) return { place: { bucket, floor }, found: { mark: item?.marks.get(lane) } };
    await takeOverBucket(counters, key, bucket);
  }
}
