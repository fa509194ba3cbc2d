// What counting needs of the outside world: one counter item at a time. Adapters implement these ports on AWS; tests implement
// them in memory. A counter is named by its key: for likes, the key is the id of the post.

import type { Position } from '../stream/sequence-number.ts';
import type { CounterItem, Observation } from './counter-item.ts';

/**
 * What a commit expects the lane's mark on the item to be. `exactly`: this mark, where undefined means that there is none.
 * `below`: any smaller mark, or none.
 */
export type ExpectedMark = { readonly exactly: Position | undefined } | { readonly below: Position };

export interface Commit {
  readonly key: string;
  readonly bucket: string;
  readonly lane: string;
  readonly delta: number;
  /** The lane's mark after the commit: the last position in the batch that concerns this key. */
  readonly mark: Position;
  readonly expected: ExpectedMark;
  /** When set, the commit is refused unless the item exists. */
  readonly mustExist?: true;
}

/** When done, `item` is the item after the write. When refused, it is the item as it was found, or undefined if there is none. */
export type ItemOutcome =
  | { readonly done: true; readonly item: CounterItem }
  | { readonly done: false; readonly item: CounterItem | undefined };

/** Every method is one call for one item. */
export interface Counters {
  /** The read is strongly consistent. */
  read(key: string, bucket: string): Promise<CounterItem | undefined>;
  /**
   * Adds to the count and moves the lane's mark. Refused when the mark is not as expected, when the item is a closed bucket, when
   * the lane has moved away from this root, and when the item must exist and does not.
   */
  commit(commit: Commit): Promise<ItemOutcome>;
}

/** What splitting and merging need besides. When a condition does not hold, the return value says so. */
export interface SplitCounters extends Counters {
  /**
   * Starts a new generation of buckets that lanes may move to. Refused when the counter is split already.
   *
   * @param staysSplit true: the key does not go on the list of counters that may be merged
   */
  split(key: string, buckets: number, staysSplit?: boolean): Promise<ItemOutcome>;
  /** Keeps the merger's observation of a split counter. */
  observe(key: string, observation: Observation): Promise<void>;
  /** Records on the root that a lane continues in a bucket. Refused unless the counter is split in that generation. */
  moveLane(move: { key: string; lane: string; bucket: string; generation: number }): Promise<ItemOutcome>;
  /** Ends the split of that generation: from then on no lane moves to one of its buckets. */
  unsplit(key: string, generation: number): Promise<ItemOutcome>;
  /** Closes a bucket for good and returns what it holds. */
  closeBucket(key: string, bucket: string): Promise<CounterItem>;
  /** Adds a closed bucket to the root, brings its lanes back and lists it as merged. Refused unless the root lists it as open. */
  takeOver(merge: TakeOver): Promise<ItemOutcome>;
  /** Lets a bucket be deleted once no batch can come again that knows it. Call it only after the root has taken the bucket over. */
  expireBucket(key: string, bucket: string): Promise<void>;
  /**
   * Takes the key off the list of split counters. Refused while the counter is split or has open buckets, and unless exactly these
   * buckets are listed as merged.
   *
   * @param expired the merged buckets, all of which were set to expire
   */
  forgetSplit(key: string, expired: ReadonlySet<string>): Promise<ItemOutcome>;
  /** Takes the key of a counter that stays split off the list. */
  unlist(key: string): Promise<void>;
}

export interface TakeOver {
  readonly key: string;
  readonly bucket: string;
  readonly count: number;
  readonly commits: number;
  /** The lanes that come back, each with its mark. Undefined: the mark on the root stands. */
  readonly lanes: ReadonlyMap<string, Position | undefined>;
}

/** The keys of counters that are split and may be merged. */
export interface SplitKeys {
  list(): AsyncIterable<string>;
}
