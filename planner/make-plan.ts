// Makes a plan of a scenario: pure, so that the same scenario always gives the same plan.

import type { Rig } from '../scenarios/rig.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { CapacityOverrides } from './capacity.ts';
import { deriveCapacity } from './derive-capacity.ts';
import { overrideCapacity } from './override-capacity.ts';
import type { Plan } from './plan.ts';

/** @param overrides of the deployment. They go before those of a rig. */
export function makePlan({ name, scenario, overrides: ofRig }: Rig, overrides: CapacityOverrides = {}): Plan {
  const derived = overrideCapacity(deriveCapacity(scenario), ofRig);
  return { name, scenario, capacity: overrideCapacity(derived, overrides) };
}

/** The plan of a scenario as it is. */
export const planOf = (scenario: Scenario): Plan =>
  makePlan({ name: scenario.name, scenario, overrides: {} });
