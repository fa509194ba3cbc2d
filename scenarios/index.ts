// All that `-c scenario=` can name: the scenarios, each of which states a workload, and the rigs, which provoke something.

import type { Rig } from './rig.ts';
import { chaos } from './rigs/chaos.ts';
import { controlRoom } from './rigs/control-room.ts';
import { drills } from './rigs/drills.ts';
import { hotPost } from './rigs/hot-post.ts';
import { refuseBursts } from './rigs/refuse-bursts.ts';
import { splitAll } from './rigs/split-all.ts';
import type { Scenario } from './scenario.ts';
import { broadcast } from './broadcast.ts';
import { smallSite } from './small-site.ts';
import { socialMedia } from './social-media.ts';

const scenarios: readonly Scenario[] = [socialMedia, smallSite, broadcast];
const rigs: readonly Rig[] = [hotPost, splitAll, chaos, refuseBursts, controlRoom, drills];

export const scenarioNames: readonly string[] = scenarios.map(({ name }) => name);
export const rigNames: readonly string[] = rigs.map(({ name }) => name);

/** The scenario or rig of that name. A scenario overrides nothing. */
export const findRig = (name: string): Rig | undefined =>
  [...scenarios.map((scenario): Rig => ({ name: scenario.name, scenario, overrides: {} })), ...rigs].find(
    (it) => it.name === name,
  );
