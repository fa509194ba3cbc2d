// What the core needs of the outside world. Adapters implement these on AWS; tests in memory.

import type { RejectedRecord } from './collect-batch.ts';
import type { Compaction } from './compaction.ts';
import type { LedgerRow, Version } from './ledger-row.ts';
import type { LikeEvent } from './like-event.ts';
import type { Position } from './sequence-number.ts';

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

export interface WriteOutcome {
  /** False when the row held a greater stamp under the same lane and position already. */
  readonly written: boolean;
  /** The row without this write; undefined when there was none. */
  readonly before: LedgerRow | undefined;
}

export interface Ledger {
  /** Sets a version, unless the row holds a greater stamp under the same lane and position already. */
  writeVersion(key: LedgerKey, version: Version): Promise<WriteOutcome>;
  /** Replaces counted versions by their winner, on condition that the row was not written since. */
  compact(key: LedgerKey, compaction: Compaction): Promise<'compacted' | 'row-changed'>;
}

/** What a commit expects the lane's mark to be: exactly this (undefined: no mark yet), or none or anything below. */
export type ExpectedMark = { readonly exactly: Position | undefined } | { readonly below: Position };

export interface Commit {
  readonly postId: string;
  readonly lane: string;
  readonly delta: number;
  /** The lane's mark from now on: the post's last position in the batch. */
  readonly mark: Position;
  readonly expected: ExpectedMark;
}

export type CommitOutcome =
  | { readonly outcome: 'committed' }
  /** Somebody else committed for this lane: here is how far. */
  | { readonly outcome: 'stale-mark'; readonly mark: Position | undefined };

export interface Counters {
  /** The lane's mark on the post's counter, strongly consistent. */
  readMark(postId: string, lane: string): Promise<Position | undefined>;
  /** Adds to the count and moves the lane's mark in one conditional write. */
  commit(commit: Commit): Promise<CommitOutcome>;
}

/** Where records go that are not ours. */
export interface Quarantine {
  /** Keeps the records of a lane with the reason; rejects unless all are kept. */
  put(lane: string, records: readonly RejectedRecord[]): Promise<void>;
}
