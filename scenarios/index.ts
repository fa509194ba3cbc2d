// The scenarios by name.

import { chaos } from './rigs/chaos.ts';
import { hotPost } from './rigs/hot-post.ts';
import type { Scenario } from './scenario.ts';
import { socialMedia } from './social-media.ts';
import { splitAll } from './rigs/split-all.ts';

const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [socialMedia, hotPost, splitAll, chaos].map((scenario) => [scenario.name, scenario]),
);

export const scenarioNames: readonly string[] = [...scenarios.keys()];

export const findScenario = (name: string): Scenario | undefined => scenarios.get(name);
