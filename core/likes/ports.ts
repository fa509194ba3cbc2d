// What counting likes needs of the outside world besides counters. Adapters implement these on AWS; tests implement them in memory.

import type { Position } from '../stream/sequence-number.ts';
import type { SetAsideRecord } from './collect-batch.ts';
import type { Compaction } from './compaction.ts';
import type { LedgerRow, Version } from './ledger-row.ts';
import type { LikeEvent } from './like-event.ts';

/** A post's count as a reader sees it. */
export interface PostCount {
  readonly count: number;
  /** When the count last took in a batch (ISO 8601, UTC); null while nothing was ever counted. */
  readonly asOf: string | null;
}

/** Where the stream has put a record. */
export interface RecordPlace {
  readonly lane: string;
  readonly position: Position;
}

/** A record that is durable. The place is undefined when the stream did not tell it. */
export interface StoredRecord {
  readonly place: RecordPlace | undefined;
}

/**
 * Where accepted events go. One call writes one record of one user, and returns once the record is durable. It rejects when the
 * stream did not acknowledge the record, with `retryable` set when a repeat may succeed.
 */
export interface LikeStream {
  put(events: readonly LikeEvent[], signal?: AbortSignal): Promise<StoredRecord | 'throttled'>;
}

/** Puts many records on the stream with one call. */
export interface LikeRecords {
  /**
   * Puts up to 500 records, each with the events of one user. Rejects as `put` does when the whole call fails.
   *
   * @returns the indexes of the records that the stream did not take
   */
  putAll(records: readonly (readonly LikeEvent[])[]): Promise<readonly number[]>;
}

/** Where events wait that the stream does not take. One call sends the events of one user, and returns once they are durable. */
export interface BurstQueue {
  send(events: readonly LikeEvent[], signal?: AbortSignal): Promise<void>;
}

export interface CountReader {
  /** Returns the count of each of these posts, which are at most 100. Rejects soon after the signal is aborted. */
  readCounts(postIds: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, PostCount>>;
  /** Returns which of these posts, at most 100, the person likes by the last batch that was written. Rejects as `readCounts` does. */
  readLiked(userId: string, postIds: readonly string[], signal?: AbortSignal): Promise<ReadonlySet<string>>;
}

export interface LedgerKey {
  readonly userId: string;
  readonly postId: string;
}

export interface Ledger {
  /**
   * Sets a version, unless the row already holds a greater stamp under the same lane and position.
   *
   * @returns the row as it was before the call; undefined when there was none
   */
  writeVersion(key: LedgerKey, version: Version): Promise<LedgerRow | undefined>;
  /** Puts the base in the place of counted versions. When `asFound`, writes only if the row is unchanged. */
  compact(key: LedgerKey, compaction: Compaction): Promise<void>;
}

/** Where records go that this release cannot count. */
export interface Quarantine {
  /** Keeps the records of a lane, each with its reason. Rejects unless all of them are kept. */
  put(lane: string, records: readonly SetAsideRecord[]): Promise<void>;
}
