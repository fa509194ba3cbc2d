// The scenarios by name.

import type { Scenario } from './scenario.ts';
import { socialMedia } from './social-media.ts';

const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [socialMedia].map((scenario) => [scenario.name, scenario]),
);

export const scenarioNames: readonly string[] = [...scenarios.keys()];

export const findScenario = (name: string): Scenario | undefined => scenarios.get(name);
