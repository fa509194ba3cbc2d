// What the shards of a stream have taken and refused since the start, beside their limits.

import type { Stream } from './stream.ts';

export interface ShardUsage {
  readonly stream: string;
  readonly shardId: string;
  readonly records: number;
  readonly bytes: number;
  /** Records that were refused because of the shard's limits. */
  readonly throttled: number;
  readonly recordsLimitPerSecond: number;
  readonly bytesLimitPerSecond: number;
}

export const readStreamUsage = ({ state, shards }: Stream): ShardUsage[] =>
  shards.map(({ id, written, limits }) => ({
    stream: state.name,
    shardId: id,
    ...written,
    recordsLimitPerSecond: limits.writeRecordsPerSecond,
    bytesLimitPerSecond: limits.writeBytesPerSecond,
  }));
