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
  `Searches for inputs that break what must hold for every input. It makes an input that it finds as small as it can.

  npm run fuzz -- --minutes 10

  --minutes N (1)   how long to search
  --seed S (random) the same seed tries the same inputs
  --target NAME     tries this target only, one of: ${targets.join(', ')}
  --path P          tries the input of a finding again; needs the target and the seed that the finding names

Exit code: 0 no input breaks anything; 1 an input breaks something; 2 the arguments are malformed; 130 interrupted.
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
