// A scenario states the workload to carry and the policies that carry it. It is data only, and nothing in it is a result:
// planner/ derives the capacities.

import type { SplitPolicy } from '../core/counters/split-policy.ts';
import type { LikeEvent } from '../core/likes/like-event.ts';
import type { ShedPolicy } from '../core/likes/shed-policy.ts';

export interface Workload {
  readonly steadyEventsPerSecond: number;
  readonly peakEventsPerSecond: number;
  /** How long a peak lasts. */
  readonly peakSeconds: number;
  /** Share of all events that the hottest post draws, 0 to 1. */
  readonly hotKeyShare: number;
  readonly users: number;
  readonly eventBytes: number;
  /** How old a count may be while likes flow. */
  readonly freshnessSeconds: number;
  /** Pages a second that ask for counts, and how many posts each shows. */
  readonly steadyReadsPerSecond: number;
  readonly peakReadsPerSecond: number;
  readonly postsPerRead: number;
}

/** `cheaper` lets the plan choose by the price at the steady workload. */
export type CapacityMode = 'provisioned' | 'on-demand' | 'cheaper';

/**
 * How counts get to those who look. `off`: a page asks for them. `totals`: changes are rolled up besides, for the totals of split posts,
 * timelines and trending. `push`: pages that are open are told of changes, too. Each takes what the one before it takes.
 */
export type LivePolicy = 'off' | 'totals' | 'push';

export interface Policies {
  readonly stream: CapacityMode;
  readonly tables: CapacityMode;
  /** How long the stream keeps a record, which is how long counting may fail before likes are lost. */
  readonly retentionHours: number;
  readonly split: SplitPolicy['split'];
  /** How long a split post must be cool before it becomes one item again. */
  readonly coolSeconds: number;
  /** What becomes of likes that the stream throttles: they wait in a queue, or are refused with 503. */
  readonly bursts: 'queue' | 'refuse';
  readonly shedding: Readonly<Record<LikeEvent['op'], ShedPolicy>>;
  readonly live: LivePolicy;
  /** Whether CloudFront stands before the API, and answers those who read without a token. */
  readonly edge: boolean;
  readonly fairness: Fairness;
  /** Whether functions get concurrency of their own. A new account has 10 executions in all, and none to reserve. */
  readonly reserveConcurrency: boolean;
  readonly logRetentionDays: number;
}

/** What one person and one address may ask of each execution environment. Whoever asks for more is answered with 429. */
export interface Fairness {
  /** Likes and unlikes of a person. */
  readonly actionsPerSecondPerPerson: number;
  readonly actionBurstPerPerson: number;
  /** Posts and receipts that a person reads with a token. No cache may keep those answers. */
  readonly readsPerSecondPerPerson: number;
  readonly readBurstPerPerson: number;
  /** Likes and unlikes from an address, which may be that of a school or of a mobile network. */
  readonly actionsPerSecondPerAddress: number;
  readonly actionBurstPerAddress: number;
  /** New visitors from an address. */
  readonly visitorsPerSecondPerAddress: number;
  readonly visitorBurstPerAddress: number;
}

/** How far a load test may be from what the plan predicts for it. */
export interface PredictionTolerance {
  /** The median of the relative errors of all figures, 0 to 1. */
  readonly median: number;
  /** The relative error of any figure, 0 to 1. */
  readonly worst: number;
  /** The factor of a tail such as p99, which varies more than a sum. 1.5 allows from two thirds to one and a half. */
  readonly latencyFactor: number;
}

export interface Scenario {
  readonly name: string;
  readonly workload: Workload;
  readonly policies: Policies;
  /** Undefined for the load test's own. */
  readonly tolerance?: PredictionTolerance;
}
