// The command line of `npm run fuzz`.

import { readNumber } from '../../command-line/number.ts';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { UsageError } from '../../command-line/usage-error.ts';

const INT32 = 2 ** 31;

export interface FuzzOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly target: string | undefined;
  readonly path: string | undefined;
}

export const makeHelp = (targets: readonly string[]) =>
  `Looks for inputs that break what must hold for any input, and makes what it finds as small as it can.

  npm run fuzz -- --minutes 10

  --minutes N (1)   how long to look
  --seed S (random) where to begin: the same seed tries the same inputs
  --target NAME     only this one: ${targets.join(', ')}
  --path P          see a finding again: with the target and the seed that it names

Exit code: 0 nothing found, 1 found something, 2 bad input, 130 interrupted.
`;

/** Throws a UsageError. */
export function readOptions(args: string[], targets: readonly string[]): FuzzOptions | 'help' {
  const flags = readFlags(args, { minutes: TEXT, seed: TEXT, target: TEXT, path: TEXT, help: FLAG });
  if (flags.help) return 'help';
  const { target, path } = flags;
  if (target !== undefined && !targets.includes(target))
    throw new UsageError(`--target ${target} is none of ${targets.join(', ')}`);
  if (path !== undefined && (target === undefined || flags.seed === undefined))
    throw new UsageError('--path needs the --target and the --seed that the finding names');
  if (path !== undefined && !/^\d+(:\d+)*$/.test(path))
    throw new UsageError(`--path ${path} is not a path such as 42:0:1`);
  return {
    minutes: readNumber('--minutes', flags.minutes, { above: 0 }, 1),
    seed: readNumber(
      '--seed',
      flags.seed,
      { whole: true, least: -INT32, most: INT32 - 1 },
      Math.floor(Math.random() * INT32),
    ),
    target,
    path,
  };
}
