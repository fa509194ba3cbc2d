// A drill breaks something, waits for the alarms that must tell of it, and does what the runbook says.

import type { Rig } from './rig.ts';

export interface Breakage {
  /** The last part of the name of each alarm that must go off, which is its heading in the runbook. */
  readonly alarms: readonly string[];
  /** Alarms that the same cause sets off on some runs only, and why. */
  readonly mayFollow?: Readonly<Record<string, string>>;
  breakIt(rig: Rig): Promise<void>;
  /** Does what the runbook says. */
  mend(rig: Rig): Promise<void>;
  /** Looks at what the runbook says beside the end of the alarm, and rejects if it is not so. */
  isOver?(rig: Rig): Promise<void>;
}

export interface Drill extends Breakage {
  readonly name: string;
  /** What is broken, for the reader of the report. */
  readonly breaks: string;
  /** How long all of the alarms may take, in minutes of the alarms. */
  readonly withinMinutes: number;
  /** How long a minute lasts for the alarms here. Undefined for what the command says. */
  readonly minuteMs?: number;
}

/** Breaks things at the same time that have nothing to do with each other. */
export function together(breakages: readonly Breakage[]): Breakage {
  return {
    alarms: breakages.flatMap(({ alarms }) => alarms),
    mayFollow: Object.assign({}, ...breakages.map(({ mayFollow }) => mayFollow)) as Record<string, string>,
    async breakIt(rig) {
      for (const each of breakages) await each.breakIt(rig);
    },
    async mend(rig) {
      for (const each of breakages) await each.mend(rig);
    },
    async isOver(rig) {
      for (const each of breakages) await each.isOver?.(rig);
    },
  };
}
