// A scenario states the workload to carry and the policies that carry it. It is data only, and holds every number of a
// deployment.

import type { SplitPolicy } from '../core/counters/split-policy.ts';

export interface Workload {
  readonly steadyEventsPerSecond: number;
  readonly peakEventsPerSecond: number;
  /** Share of all events that the hottest post draws, 0 to 1. */
  readonly hotKeyShare: number;
  readonly users: number;
  readonly eventBytes: number;
  /** How old a count may be while likes flow. */
  readonly freshnessSeconds: number;
}

export interface FunctionSize {
  readonly memoryMiB: number;
  readonly timeoutSeconds: number;
}

export interface Scenario {
  readonly name: string;
  readonly workload: Workload;
  readonly stream: { readonly shards: number; readonly retentionHours: number };
  readonly eventSourceMapping: { readonly batchSize: number; readonly batchWindowSeconds: number };
  /** When posts are split over several counter items, and when they are merged again. */
  readonly hotPosts: SplitPolicy;
  /** Throttling of the HTTP API. It leaves the rest of the account's quota to the account's other APIs. */
  readonly throttling: { readonly requestsPerSecond: number; readonly burstRequests: number };
  readonly functions: {
    readonly acceptLike: FunctionSize;
    readonly batchLikes: FunctionSize;
    readonly readCounts: FunctionSize;
    readonly issueVisitor: FunctionSize;
    readonly describeApi: FunctionSize;
    readonly mergeBuckets: FunctionSize;
  };
  readonly logRetentionDays: number;
}

/** A scenario made to provoke something, such as posts that split and merge within minutes. Nobody has its workload. */
export type Rig = Scenario;
