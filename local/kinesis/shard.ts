// A shard with its range, its parents, its records and its limits.

import { describeRange, type HashKeyRange } from './hash-key.ts';
import { makeSequenceNumbers, type NumberedShard, type SequenceNumbers } from './sequence-number.ts';
import type { ShardLimits } from './shard-limits.ts';
import type { ShardLog } from './shard-log.ts';
import { makeTokenBucket, type TokenBucket } from './token-bucket.ts';

export interface ShardState extends NumberedShard, HashKeyRange {
  /** A shard that the stream began with has none. A child has one after a split and two after a merge. */
  readonly parents: readonly string[];
  readonly createdAtMs: number;
  /** Undefined while the shard takes records. */
  readonly closedAtMs?: number;
}

export const shardIdOf = (shardNumber: number) => `shardId-${String(shardNumber).padStart(12, '0')}`;

export class Shard {
  state: ShardState;
  readonly id: string;
  readonly log: ShardLog;
  readonly sequenceNumbers: SequenceNumbers;
  readonly getRecordsCalls: TokenBucket;
  readonly readBytes: TokenBucket;
  readonly limits: ShardLimits;
  /** The records and bytes that the shard has taken, and how many it has refused, since the start. */
  readonly written = { records: 0, bytes: 0, throttled: 0 };
  readonly #writeRecords: TokenBucket;
  readonly #writeBytes: TokenBucket;

  constructor(state: ShardState, log: ShardLog, limits: ShardLimits, now: () => number) {
    this.state = state;
    this.id = shardIdOf(state.shardNumber);
    this.log = log;
    this.limits = limits;
    this.sequenceNumbers = makeSequenceNumbers(state);
    this.getRecordsCalls = makeTokenBucket(limits.getRecordsCallsPerSecond, now);
    this.readBytes = makeTokenBucket(limits.readBytesPerSecond, now);
    this.#writeRecords = makeTokenBucket(limits.writeRecordsPerSecond, now);
    this.#writeBytes = makeTokenBucket(limits.writeBytesPerSecond, now);
  }

  get isOpen() {
    return this.state.closedAtMs === undefined;
  }

  /** Returns true if the shard's write limits let a record of this size in. The record is then counted. */
  takeWrite(recordBytes: number): boolean {
    if (!this.#writeRecords.has(1) || !this.#writeBytes.has(recordBytes)) {
      this.written.throttled += 1;
      return false;
    }
    this.#writeRecords.take(1);
    this.#writeBytes.take(recordBytes);
    this.written.records += 1;
    this.written.bytes += recordBytes;
    return true;
  }

  /** Returns the shard as ListShards describes it. */
  describe() {
    const [parent, adjacentParent] = this.state.parents;
    const { first, last } = this.sequenceNumbers;
    return {
      ShardId: this.id,
      ParentShardId: parent,
      AdjacentParentShardId: adjacentParent,
      HashKeyRange: describeRange(this.state),
      SequenceNumberRange: {
        StartingSequenceNumber: first,
        EndingSequenceNumber: this.isOpen ? undefined : last,
      },
    };
  }
}
