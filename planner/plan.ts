// What the planner makes of a scenario.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Capacity } from './capacity.ts';
import type { Component } from './components/component.ts';
import type { BurstAbsorption } from './components/burst-queue.ts';
import type { Costs } from './costs.ts';
import type { PartCost } from './costs/part-cost.ts';
import type { Break, GrowthStep } from './growth.ts';
import type { LiveChoice } from './live/choose-live.ts';
import type { Alarm } from './operations/alarm.ts';
import type { Prediction } from './prediction/explain.ts';
import type { KeySkew } from './skew.ts';
import type { Verdict } from './verdict.ts';
import type { Warning } from './warnings.ts';

/** A quota that AWS must raise before the deployment can carry its peak. */
export interface QuotaToRaise {
  readonly name: string;
  readonly quota: number;
  readonly needed: number;
  readonly unit: string;
  readonly remedy: string;
}

/** The same scenario with another policy, or with traces. */
export interface CostVariant {
  readonly name: string;
  readonly total: PartCost;
}

export interface Plan {
  /** The name of the scenario or rig. It is a part of the stacks' names. */
  readonly name: string;
  readonly scenario: Scenario;
  readonly capacity: Capacity;
  /** Whether all of this is needed at all. */
  readonly verdict: Verdict;
  readonly components: readonly Component[];
  readonly growth: readonly GrowthStep[];
  readonly costs: Costs;
  /** What everything costs if one thing is otherwise. */
  readonly variants: readonly CostVariant[];
  /** How open pages stay current, and what each way costs. */
  readonly live: LiveChoice;
  readonly quotas: readonly QuotaToRaise[];
  /** What nobody can raise and the peak exceeds, in the order in which growth meets it. */
  readonly walls: readonly Break[];
  readonly warnings: readonly Warning[];
  readonly partitionKeys: readonly KeySkew[];
  /** What a load test would measure in a minute at the peak, between two half minutes of the steady rate. */
  readonly predictions: readonly Prediction[];
  /** How long a burst can last. Undefined where bursts are refused. */
  readonly absorbs: BurstAbsorption | undefined;
  /** Of everything that the capacity declares. A deployment may leave them out. */
  readonly alarms: readonly Alarm[];
}
