// What SQS publishes about a queue. source: SQS developer guide, "Available CloudWatch metrics for Amazon SQS"

import type { QueueUsage } from '../sqs/queue-usage.ts';
import type { MetricSource } from './cloudwatch.ts';
import type { MetricStore } from './metric-store.ts';

/** A queue that nobody has used yet has no data points. SQS also takes one for unused after six hours, and the local cloud does not. */
export function makeQueueMetrics(store: MetricStore, readUsage: () => readonly QueueUsage[]): MetricSource {
  return (atMs) => {
    for (const { name: QueueName, visible, notVisible, oldestSentMs } of readUsage()) {
      const add = (name: string, value: number) =>
        store.series({ namespace: 'AWS/SQS', name, dimensions: { QueueName } }).add(value, atMs);
      add('ApproximateNumberOfMessagesVisible', visible);
      add('ApproximateNumberOfMessagesNotVisible', notVisible);
      const ageMs = oldestSentMs === undefined ? 0 : store.scaleAge(Math.max(0, store.now() - oldestSentMs));
      add('ApproximateAgeOfOldestMessage', Math.floor(ageMs / 1_000));
    }
  };
}
