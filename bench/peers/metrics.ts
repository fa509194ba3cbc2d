// What the designs are compared by.

import type { CostRun } from './measure-costs.ts';

export interface Metric {
  readonly title: string;
  readonly valueOf: (run: CostRun) => number;
  /** Whether a smaller value is better. */
  readonly smaller: boolean;
}

/** source: DynamoDB guide, "Quotas", a partition's write units a second */
export const UNITS_PER_SECOND_OF_KEY = 1_000;

export const METRICS: readonly Metric[] = [
  { title: 'write units', valueOf: (run) => run.ledgerUnits + run.counterUnits, smaller: true },
  { title: 'read units', valueOf: (run) => run.readUnits, smaller: true },
  { title: 'requests', valueOf: (run) => run.requests, smaller: true },
  { title: 'client CPU', valueOf: (run) => run.cpuMicroseconds, smaller: true },
  { title: 'likes/s', valueOf: (run) => run.likesPerSecond, smaller: false },
];

/** How many likes a second one post can get before the first throttle, by the limit of a key. */
export const boundOf = (keys: number, boundUnitsPerLike: number): number =>
  (UNITS_PER_SECOND_OF_KEY * keys) / boundUnitsPerLike;
