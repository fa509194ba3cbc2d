// A rig is made to provoke something, such as posts that split and merge within minutes. Nobody has its workload, so it says
// itself which capacities it wants.

import type { CapacityOverrides } from '../planner/capacity.ts';
import type { Scenario } from './scenario.ts';

export interface Rig {
  readonly name: string;
  readonly scenario: Scenario;
  readonly overrides: CapacityOverrides;
}
