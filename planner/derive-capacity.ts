// Derives what a deployment must declare to carry a scenario's workload.

import type { Scenario } from '../scenarios/scenario.ts';
import { bucketsFor } from './buckets-for.ts';
import {
  type Capacity,
  type FunctionSizes,
  type OnDemandUnits,
  SPLIT_POSTS_INDEX,
  type TableCapacity,
} from './capacity.ts';
import { SHARD_RECORDS_PER_SECOND } from './lane-rate.ts';

/** The stream takes twice the peak, so that a lane can catch up after a retry. */
const HEADROOM = 2;

/** An item takes 1,000 writes a second. source: DynamoDB guide, partition throughput */
const ITEM_WRITES_PER_SECOND = 1_000;

const asAws: OnDemandUnits = {
  warmWriteUnits: undefined,
  warmReadUnits: undefined,
  maxWriteUnits: undefined,
  maxReadUnits: undefined,
};

const onDemand = (...indexes: string[]): TableCapacity => ({
  mode: 'on-demand',
  table: asAws,
  indexes: Object.fromEntries(indexes.map((name) => [name, asAws])),
});

const functions: FunctionSizes = {
  // Nobody waits longer for an answer, and repeating a like is safe.
  acceptLike: { memoryMiB: 256, timeoutSeconds: 10 },
  readCounts: { memoryMiB: 256, timeoutSeconds: 10 },
  issueVisitor: { memoryMiB: 256, timeoutSeconds: 10 },
  describeApi: { memoryMiB: 128, timeoutSeconds: 5 },
  mergeBuckets: { memoryMiB: 256, timeoutSeconds: 60 },
  drainBurst: { memoryMiB: 256, timeoutSeconds: 30 },
  // The largest batch is 6 MB of base64, which is 18,000 events of this size. It takes 18 s where four lanes share the
  // 4,000 writes/s of a new on-demand table. A batch that never ended in time would get through only by being bisected.
  // source: Lambda limits; DynamoDB on-demand capacity mode
  batchLikes: { memoryMiB: 1_769, timeoutSeconds: 60 },
};

export function deriveCapacity({ workload, policies }: Scenario): Capacity {
  const { peakEventsPerSecond } = workload;
  const shards = Math.max(1, Math.ceil((HEADROOM * peakEventsPerSecond) / SHARD_RECORDS_PER_SECOND));
  return {
    stream: { mode: 'provisioned', shards, retentionHours: policies.retentionHours },
    eventSourceMapping: { batchSize: 1_000, batchWindowSeconds: 1 },
    tables: { counters: onDemand(SPLIT_POSTS_INDEX), likes: onDemand() },
    hotPosts: {
      split: policies.split,
      buckets: bucketsFor(
        (4 * HEADROOM * peakEventsPerSecond * workload.hotKeyShare) / ITEM_WRITES_PER_SECOND,
        shards,
      ),
      splitAboveWritesPerSecond: ITEM_WRITES_PER_SECOND / 2,
      mergeBelowWritesPerSecond: ITEM_WRITES_PER_SECOND / 10,
      coolSeconds: policies.coolSeconds,
    },
    // These are half of the account's 10,000 requests/s and burst of 5,000. source: API Gateway limits
    throttling: { requestsPerSecond: 5_000, burstRequests: 2_500, routes: {} },
    functions,
    burst:
      policies.bursts === 'refuse'
        ? undefined
        : {
            batchSize: 10,
            batchWindowSeconds: 0,
            maximumConcurrency: 2,
            // Six times the timeout of its function. source: Lambda guide, SQS mappings
            visibilityTimeoutSeconds: 6 * functions.drainBurst.timeoutSeconds,
            maxReceiveCount: 5,
            retentionDays: 14,
          },
    logRetentionDays: policies.logRetentionDays,
    alarms: { iteratorAgeSeconds: 60, burstAgeSeconds: 300 },
  };
}
