// The filters of ListShards. All but AFTER_SHARD_ID ask when a shard was open.

import { literal, picklist, strictObject, type InferOutput, variant } from 'valibot';
import { shardId, timestampMs } from './fields.ts';
import type { Shard } from './shard.ts';
import type { Stream } from './stream.ts';

export const shardFilter = variant('Type', [
  strictObject({ Type: literal('AFTER_SHARD_ID'), ShardId: shardId }),
  strictObject({ Type: picklist(['AT_LATEST', 'AT_TRIM_HORIZON', 'FROM_TRIM_HORIZON']) }),
  strictObject({ Type: picklist(['AT_TIMESTAMP', 'FROM_TIMESTAMP']), Timestamp: timestampMs }),
]);

export type ShardFilter = InferOutput<typeof shardFilter>;

export function filterShards(stream: Stream, filter: ShardFilter | undefined, nowMs: number): Shard[] {
  const trimHorizonMs = Math.max(stream.state.createdAtMs, nowMs - stream.state.retentionHours * 3_600_000);
  return stream.shards.filter((shard) => {
    const { createdAtMs, closedAtMs = Number.POSITIVE_INFINITY } = shard.state;
    const openAt = (atMs: number) => createdAtMs <= atMs && atMs < closedAtMs;
    switch (filter?.Type) {
      case 'AFTER_SHARD_ID':
        return shard.id > filter.ShardId;
      case 'AT_LATEST':
        return shard.isOpen;
      case 'AT_TRIM_HORIZON':
        return openAt(trimHorizonMs);
      case 'AT_TIMESTAMP':
        return openAt(filter.Timestamp);
      case 'FROM_TIMESTAMP':
        return filter.Timestamp < closedAtMs;
      default:
        return true;
    }
  });
}
