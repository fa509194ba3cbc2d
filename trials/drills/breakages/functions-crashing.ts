// A release of some functions crashes, in each invocation or now and then.

import type { HowOften } from '../crashes.ts';
import type { Breakage } from '../drill.ts';
import { askForKey, makeKey } from '../keys.ts';
import { passSmoke } from '../run-tool.ts';
import { type Called, waysIn } from '../ways-in.ts';

/** @param follows what else the crashes must set off */
export function functionsCrashing(
  functions: Readonly<Record<string, HowOften>>,
  follows: readonly string[] = [],
  mayFollow: Breakage['mayFollow'] = {},
): Breakage {
  const rotates = 'rotate-keys' in functions;
  return {
    alarms: [...Object.keys(functions).map((name) => `${name}-errors`), ...follows],
    mayFollow,
    async breakIt(rig) {
      for (const [name, howOften] of Object.entries(functions)) {
        rig.crashing.set(name, howOften);
        if (name in waysIn) rig.everySecond.add(waysIn[name as Called]);
      }
      if (rotates) await askForKey(rig);
    },
    // The runbook says to go back to the release before it.
    async mend(rig) {
      rig.crashing.clear();
      rig.everySecond.clear();
      if (rotates) await makeKey(rig);
    },
    isOver: passSmoke,
  };
}
