// What the planner makes of a scenario.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Capacity } from './capacity.ts';

export interface Plan {
  /** The name of the scenario or rig. It is a part of the stacks' names. */
  readonly name: string;
  readonly scenario: Scenario;
  readonly capacity: Capacity;
}
