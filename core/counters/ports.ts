// What the core needs of the outside world. Adapters implement these on AWS; tests in memory.

import type { RejectedRecord } from '../likes/collect-batch.ts';
import type { Compaction } from '../likes/compaction.ts';
import type { CounterItem, Observation } from './counter-item.ts';
import type { LedgerRow, Version } from '../likes/ledger-row.ts';
import type { LikeEvent } from '../likes/like-event.ts';
import type { Position } from '../stream/sequence-number.ts';

/** A post's count as a reader sees it. */
export interface PostCount {
  readonly count: number;
  /** When the count last took in a batch (ISO 8601, UTC); null while nothing was ever counted. */
  readonly asOf: string | null;
}

/** Where accepted events go. One call is one record of one user; it returns once the event is durable. */
export interface LikeStream {
  put(events: readonly LikeEvent[]): Promise<'accepted' | 'throttled'>;
}

export interface CountReader {
  /** The counts of these posts, at most 100, all present in the answer. */
  readCounts(postIds: readonly string[]): Promise<ReadonlyMap<string, PostCount>>;
  /** Which of these posts, at most 100, the person likes now: events not counted yet included. */
  readLiked(userId: string, postIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface LedgerKey {
  readonly userId: string;
  readonly postId: string;
}

export interface Ledger {
  /**
   * Sets a version, unless the row holds a greater stamp under the same lane and position already.
   *
   * @returns the row as it was before, or as it was found; undefined when there was none
   */
  writeVersion(key: LedgerKey, version: Version): Promise<LedgerRow | undefined>;
  /** Puts the winner in the place of counted versions; does nothing where that is bound to what was found, and it is not. */
  compact(key: LedgerKey, compaction: Compaction): Promise<void>;
}

/** What a commit expects the lane's mark on the item to be: exactly this (undefined: none), or none or anything below. */
export type ExpectedMark = { readonly exactly: Position | undefined } | { readonly below: Position };

export interface Commit {
  readonly postId: string;
  readonly bucket: string;
  readonly lane: string;
  readonly delta: number;
  /** The lane's mark from now on: the post's last position in the batch. */
  readonly mark: Position;
  readonly expected: ExpectedMark;
  /** Whether the item must be there already. */
  readonly mustExist?: true;
}

/** `item` is the item as it is after the write, or as it was found; undefined when there is none. */
export type ItemOutcome =
  | { readonly done: true; readonly item: CounterItem }
  | { readonly done: false; readonly item: CounterItem | undefined };

/** Every method is one call of one item. */
export interface Counters {
  /** Strongly consistent. */
  read(postId: string, bucket: string): Promise<CounterItem | undefined>;
  /**
   * Adds to the count and moves the lane's mark; refused by the root of a lane that has moved, by a closed bucket, and where it
   * must exist and does not.
   */
  commit(commit: Commit): Promise<ItemOutcome>;
}

/** What splitting and merging needs besides. Conditions that do not hold are a return value. */
export interface SplitCounters extends Counters {
  /**
   * Lets the lanes of a post that is not split spread over so many buckets of a new generation.
   *
   * @param staysSplit true: the post is not put on the list of those that may be merged
   */
  split(postId: string, buckets: number, staysSplit?: boolean): Promise<ItemOutcome>;
  /** Keeps what the merger saw of a split post. */
  observe(postId: string, observation: Observation): Promise<void>;
  /** Records on the root that a lane goes on in a bucket; refused unless the post is split in that generation. */
  moveLane(move: { postId: string; lane: string; bucket: string; generation: number }): Promise<ItemOutcome>;
  /** Ends the split of that generation: no lane moves any more. */
  unsplit(postId: string, generation: number): Promise<ItemOutcome>;
  /** Closes a bucket, for good, and returns what it holds. */
  closeBucket(postId: string, bucket: string): Promise<CounterItem>;
  /** Adds a closed bucket to the root and brings its lanes back; refused unless it is open still. */
  takeOver(merge: TakeOver): Promise<ItemOutcome>;
  /** Lets a bucket be deleted once no batch can come again that knows it. To be called only when the root has taken it over. */
  expireBucket(postId: string, bucket: string): Promise<void>;
  /** Takes the post off the list of split posts; refused while it is split or has open buckets. */
  forgetSplit(postId: string): Promise<ItemOutcome>;
  /** Takes a post off the list that stays split. */
  unlist(postId: string): Promise<void>;
}

export interface TakeOver {
  readonly postId: string;
  readonly bucket: string;
  readonly likes: number;
  readonly commits: number;
  /** The lanes that come back, each with its mark; undefined: the root's own mark stands. */
  readonly lanes: ReadonlyMap<string, Position | undefined>;
}

/** The posts that are split and may be merged. */
export interface SplitPosts {
  list(): AsyncIterable<string>;
}

/** Where records go that are not ours. */
export interface Quarantine {
  /** Keeps the records of a lane with the reason; rejects unless all are kept. */
  put(lane: string, records: readonly RejectedRecord[]): Promise<void>;
}
