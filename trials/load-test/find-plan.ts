// Finds the plan that a run is held to.

import { UsageError } from '../../command-line/usage-error.ts';
import { makePlan } from '../../planner/make-plan.ts';
import type { Plan } from '../../planner/plan.ts';
import { findRig, rigNames, scenarioNames } from '../../scenarios/index.ts';
import type { LoadTestOptions } from './options.ts';

/** The rig that is the scenario without its queue. */
const WITHOUT_QUEUE: Readonly<Record<string, string>> = { 'social-media': 'refuse-bursts' };

/** Nothing is pushed, and no totals are made: left-out.ts says why. */
export const LIVE = 'off';

/** Throws a UsageError. */
export function findPlan({ scenario, queue }: LoadTestOptions): {
  readonly rigName: string;
  readonly plan: Plan;
} {
  const rigName = queue ? scenario : WITHOUT_QUEUE[scenario];
  if (rigName === undefined) throw new UsageError(`--no-queue: no rig is ${scenario} without its queue`);
  const rig = findRig(rigName);
  if (!rig)
    throw new UsageError(
      `--scenario: there is no "${rigName}"; known: ${[...scenarioNames, ...rigNames].join(', ')}`,
    );
  const { scenario: workload } = rig;
  const policies = { ...workload.policies, live: LIVE } as const;
  return { rigName, plan: makePlan({ ...rig, scenario: { ...workload, policies } }) };
}
