// Makes a plan of a scenario: pure, so that the same scenario always gives the same plan.

import type { Rig } from '../scenarios/rig.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Capacity, CapacityOverrides } from './capacity.ts';
import { componentsOf } from './components.ts';
import { absorbs } from './components/burst-queue.ts';
import { planCanary } from './components/canary.ts';
import type { Component } from './components/component.ts';
import { costsOf, costsWithout, OPERATIONS } from './costs.ts';
import { sumCosts } from './costs/part-cost.ts';
import { tracingCost } from './costs/tracing-cost.ts';
import { deriveCapacity } from './derive-capacity.ts';
import { breaksOf, breaksUnder, type GrowthStep, growWorkload, STEPS } from './growth.ts';
import { overrideCapacity } from './override-capacity.ts';
import { chooseLive } from './live/choose-live.ts';
import { alarmsOf } from './operations.ts';
import type { CostVariant, Plan, QuotaToRaise } from './plan.ts';
import { peakLoad, predict } from './predict.ts';
import { explainPredictions } from './prediction/explain.ts';
import { CANDIDATE_KEYS, sampleEvents } from './sample-events.ts';
import { reportSkew } from './skew.ts';
import { trafficAt } from './traffic.ts';
import { verdictOf } from './verdict.ts';
import { warningsOf } from './warnings.ts';

/** @param overrides those of the deployment. They win over those of the rig. */
export function makePlan({ name, scenario, overrides: ofRig }: Rig, overrides: CapacityOverrides = {}): Plan {
  const planned = (it: Scenario) => overrideCapacity(overrideCapacity(deriveCapacity(it), ofRig), overrides);
  const capacity = planned(scenario);
  const variant = (name: string, policies: Partial<Scenario['policies']>): CostVariant => {
    const other = { ...scenario, policies: { ...scenario.policies, ...policies } };
    return { name, total: costsOf(other, planned(other)).total };
  };
  const costs = costsOf(scenario, capacity);
  const steady = trafficAt('steady', scenario, capacity);
  const components = componentsOf(scenario, capacity);
  const verdict = verdictOf(scenario.workload);
  const live = chooseLive(scenario, capacity);
  const partitionKeys = reportSkew(CANDIDATE_KEYS, sampleEvents(scenario.workload), capacity.stream.shards);
  return {
    name,
    scenario,
    capacity,
    verdict,
    components,
    growth: STEPS.map((times) => growthStep(scenario, capacity, planned, times)),
    costs,
    variants: [
      variant('with the edge', { edge: true }),
      variant('without the edge', { edge: false }),
      variant('with nothing live', { live: 'off' }),
      { name: 'without alarms and dashboards', total: costsWithout(costs, OPERATIONS) },
      { name: 'with tracing', total: sumCosts([costs.total, tracingCost(steady)]) },
      {
        name: 'with a canary',
        total: costsOf(scenario, { ...capacity, canary: planCanary(scenario.workload) }).total,
      },
    ],
    live,
    quotas: quotasToRaise(components),
    walls: breaksOf(scenario, components).filter(
      (it) => it.elasticity === 'wall' && it.atLikesPerSecond < scenario.workload.steadyEventsPerSecond,
    ),
    warnings: warningsOf(scenario, capacity, { components, verdict, partitionKeys, live }),
    partitionKeys,
    predictions: explainPredictions(predict({ capacity }, peakLoad(scenario.workload))),
    absorbs: absorbs(scenario, capacity),
    alarms: alarmsOf(scenario, capacity),
  };
}

/** The plan of a scenario as it is. */
export const planOf = (scenario: Scenario): Plan =>
  makePlan({ name: scenario.name, scenario, overrides: {} });

function growthStep(
  scenario: Scenario,
  today: Capacity,
  planned: (scenario: Scenario) => Capacity,
  times: number,
): GrowthStep {
  const grown = growWorkload(scenario, times);
  const capacity = planned(grown);
  const components = componentsOf(grown, capacity);
  const likesPerSecond = grown.workload.steadyEventsPerSecond;
  return {
    times,
    likesPerSecond,
    capacity,
    components,
    costPerMonth: costsOf(grown, capacity).total.perMonth,
    breaks: breaksUnder(scenario, today, times),
    next: breaksOf(grown, components).find(({ atLikesPerSecond }) => atLikesPerSecond >= likesPerSecond),
  };
}

const quotasToRaise = (components: readonly Component[]): QuotaToRaise[] =>
  components
    .filter(({ elasticity, usePercent }) => elasticity === 'quota' && usePercent > 100)
    .map(({ name, limit, load, unit, remedy }) => ({ name, quota: limit, needed: load, unit, remedy }));
