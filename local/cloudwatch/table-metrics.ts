// What DynamoDB publishes about a table or an index. source: DynamoDB guide, "DynamoDB metrics and dimensions"

import type { DynamoDBUsage } from '../dynamodb/worker.ts';
import type { MetricSource } from './cloudwatch.ts';
import { makeIncrease } from './increases.ts';
import type { MetricStore } from './metric-store.ts';

/** Each figure has data points only for minutes in which it is above 0. */
export function makeTableMetrics(store: MetricStore, readUsage: () => DynamoDBUsage): MetricSource {
  const increase = makeIncrease();
  return (atMs) => {
    for (const { table, index, reads, writes } of readUsage().resources) {
      const dimensions = {
        TableName: table,
        ...(index !== undefined && { GlobalSecondaryIndexName: index }),
      };
      const figures = {
        ConsumedReadCapacityUnits: reads.units,
        ConsumedWriteCapacityUnits: writes.units,
        ReadThrottleEvents: reads.throttled,
        WriteThrottleEvents: writes.throttled,
      };
      for (const [name, sum] of Object.entries(figures)) {
        const added = increase(`${table} ${index ?? ''} ${name}`, sum);
        if (added > 0) store.series({ namespace: 'AWS/DynamoDB', name, dimensions }).add(added, atMs);
      }
    }
  };
}
