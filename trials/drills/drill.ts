// A drill breaks one part of the system, waits for the alarm that must tell of it, and does what the runbook says.

import type { Rig } from './rig.ts';

export interface Drill {
  readonly name: string;
  /** What is broken, for the reader of the report. */
  readonly breaks: string;
  /** The last part of the name of the alarm, which is its heading in the runbook. */
  readonly alarm: string;
  /** Alarms that the same cause may set off too. */
  readonly mayFollow: readonly string[];
  /** How long the alarm may take, in minutes of the alarms. */
  readonly withinMinutes: number;
  /** How long a minute lasts for the alarms here. Undefined for what the command says. */
  readonly minuteMs?: number;
  breakIt(rig: Rig): Promise<void>;
  /** Does what the runbook says. */
  mend(rig: Rig): Promise<void>;
}
