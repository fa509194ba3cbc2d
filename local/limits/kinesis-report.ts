// What the shards have taken, as loads and throttles of components.

import type { ShardUsage } from '../kinesis/stream-usage.ts';
import type { LimitReport } from './cloud-limits.ts';

/** All shards count their throttles together. */
const THROTTLES = 'kinesis shard';

export function reportKinesis(shards: readonly ShardUsage[]): LimitReport {
  const throttled = shards.reduce((sum, shard) => sum + shard.throttled, 0);
  return {
    throttles: throttled === 0 ? {} : { [THROTTLES]: throttled },
    loads: shards.flatMap(({ stream, shardId, ...shard }) => {
      const component = `kinesis ${stream} ${shardId}`;
      return [
        { component, unit: 'records', total: shard.records, limitPerSecond: shard.recordsLimitPerSecond },
        { component, unit: 'bytes', total: shard.bytes, limitPerSecond: shard.bytesLimitPerSecond },
      ];
    }),
  };
}
