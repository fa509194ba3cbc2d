// What Kinesis publishes about a stream. source: Kinesis developer guide, "Monitor the Amazon Kinesis Data Streams service with Amazon
// CloudWatch"

import type { ShardUsage } from '../kinesis/stream-usage.ts';
import type { MetricSource } from './cloudwatch.ts';
import { makeIncrease } from './increases.ts';
import type { MetricStore } from './metric-store.ts';

export function makeStreamMetrics(store: MetricStore, readUsage: () => readonly ShardUsage[]): MetricSource {
  const increase = makeIncrease();
  return (atMs) => {
    for (const [StreamName, shards] of Map.groupBy(readUsage(), ({ stream }) => stream)) {
      const since = (what: 'records' | 'bytes' | 'throttled') =>
        shards.reduce(
          (sum, shard) => sum + increase(`${StreamName} ${shard.shardId} ${what}`, shard[what]),
          0,
        );
      const [records, bytes, throttled] = [since('records'), since('bytes'), since('throttled')];
      // A stream that nobody writes to has no data points.
      if (records + throttled === 0) continue;
      const add = (name: string, value: number) =>
        store.series({ namespace: 'AWS/Kinesis', name, dimensions: { StreamName } }).add(value, atMs);
      add('IncomingRecords', records);
      add('IncomingBytes', bytes);
      add('WriteProvisionedThroughputExceeded', throttled);
    }
  };
}
