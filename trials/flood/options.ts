// The command line of the flood.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';

export const HELP = `Measures on a local cloud how long everybody's likes take from their 202 until readers see them: first while it is quiet,
then while one person sends as fast as it can, then while one address with many visitors does. docs/fairness.md says more.

npm run trial:flood -- [options]

  --minutes N      how long it is measured, all three parts together (default 1.5)
  --seed N         the seed of who likes when (default 1)
  --connections N  how many requests the flood has in flight (default 4)
  --no-limits      lifts the limits of persons and addresses, which shows what they are for
  --help           this text

The people and the flood come from addresses in 127.0.0.0/8, which works on Linux. Ctrl-C ends every part.

Exit code: 0 the worst person's median was at most 3 times the quiet one in both floods; 1 it was longer; 2 wrong options;
130 interrupted.
`;

const FLAGS = { minutes: TEXT, seed: TEXT, connections: TEXT, 'no-limits': FLAG, help: FLAG } as const;

export interface FloodOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly connections: number;
  readonly hasLimits: boolean;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): FloodOptions | 'help' {
  const flags = readFlags(args, FLAGS);
  if (flags.help) return 'help';
  return {
    minutes: readNumber('--minutes', flags.minutes, { above: 0, most: 600 }, 1.5),
    seed: readNumber('--seed', flags.seed, { whole: true, least: 0 }, 1),
    connections: readNumber('--connections', flags.connections, { ...COUNT, most: 64 }, 4),
    hasLimits: !flags['no-limits'],
  };
}
