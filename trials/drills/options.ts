// The command line of the drills.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { readNumber } from '../../command-line/number.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import type { Drill } from './drill.ts';
import { drills, notDrilled } from './drills.ts';

export const HELP = `Breaks the parts of the system, on a local cloud that evaluates the alarms of the template. The right alarms must go off
in time and no other, and what the runbook says must end them. Every count must be exact then.

npm run drills -- [options]

  --only NAME      one drill; it can be given several times (default: all)
  --minute N       seconds that a minute lasts for the alarms (default 2)
  --log FILE       append the log of the local clouds to this file, with what topics print
  --help           this text

The drills
${drills.map(({ name, breaks }) => `  ${name.padEnd(18)} ${breaks}`).join('\n')}

No drill sets off
${Object.entries(notDrilled)
  .map(([alarm, why]) => `  ${alarm}. ${why}.`)
  .join('\n')}

All of them take about a quarter of an hour. Exit code: 0 all went as it should; 1 an alarm or a count was wrong; 2 wrong options;
130 interrupted.
`;

const FLAGS = {
  only: { type: 'string', multiple: true },
  minute: TEXT,
  log: TEXT,
  help: FLAG,
} as const;

export interface DrillOptions {
  readonly drills: readonly Drill[];
  readonly minuteMs: number;
  readonly logFile: string | undefined;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): DrillOptions | 'help' {
  const { only = [], minute, log, help } = readFlags(args, FLAGS);
  if (help) return 'help';
  const unknown = only.find((name) => !drills.some((drill) => drill.name === name));
  if (unknown !== undefined) {
    const names = drills.map(({ name }) => name).join(', ');
    throw new UsageError(`--only: there is no drill "${unknown}", but there are ${names}`);
  }
  return {
    drills: only.length === 0 ? drills : drills.filter(({ name }) => only.includes(name)),
    minuteMs: 1_000 * readNumber('--minute', minute, { above: 0, most: 60 }, 2),
    logFile: log,
  };
}
