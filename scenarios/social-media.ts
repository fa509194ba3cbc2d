// Likes on a social network: the traffic is steady, and now and then one post draws half of it.

import type { Scenario } from './scenario.ts';

export const socialMedia: Scenario = {
  name: 'social-media',
  workload: {
    steadyEventsPerSecond: 500,
    peakEventsPerSecond: 2_000,
    hotKeyShare: 0.5,
    users: 1_000_000,
    eventBytes: 250,
    freshnessSeconds: 5,
  },
  // A shard takes 1,000 records a second. Together they take twice the peak, so that a lane can catch up after a retry.
  stream: { shards: 4, retentionHours: 72 },
  eventSourceMapping: { batchSize: 1_000, batchWindowSeconds: 1 },
  // An item takes 1,000 writes a second, and a post is split at half of that. Each bucket has a partition key of its own, so
  // eight buckets carry a post that all of 4,000 writes a second go to. A post that cools below a tenth of an item's limit becomes one item again.
  // source: DynamoDB guide, partition throughput
  hotPosts: {
    split: 'when-hot',
    buckets: 8,
    splitAboveWritesPerSecond: 500,
    mergeBelowWritesPerSecond: 100,
    coolSeconds: 300,
  },
  // These are half of the account's 10,000 requests/s and burst of 5,000. source: API Gateway limits
  throttling: { requestsPerSecond: 5_000, burstRequests: 2_500 },
  functions: {
    // Nobody waits longer for an answer, and repeating a like is safe.
    acceptLike: { memoryMiB: 256, timeoutSeconds: 10 },
    readCounts: { memoryMiB: 256, timeoutSeconds: 10 },
    issueVisitor: { memoryMiB: 256, timeoutSeconds: 10 },
    describeApi: { memoryMiB: 128, timeoutSeconds: 5 },
    mergeBuckets: { memoryMiB: 256, timeoutSeconds: 60 },
    // The largest batch is 6 MB of base64, which is 18,000 events of this size. It takes 18 s where four lanes share the
    // 4,000 writes/s of a new on-demand table. A batch that never ended in time would get through only by being bisected.
    // source: Lambda limits; DynamoDB on-demand capacity mode
    batchLikes: { memoryMiB: 1_769, timeoutSeconds: 60 },
  },
  logRetentionDays: 30,
};
