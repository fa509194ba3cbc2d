// The command line of the key drill.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';

export const HELP = `Rotates the keys of visitors' tokens twice on a local cloud and revokes one that has leaked, while people like without a
break. Nobody's request may fail for good, nobody may become a new person, every count must be exact, and what the thief of the key has
signed must be refused within a minute. docs/keys.md says more.

npm run trial:keys -- [options]

  --people N  how many people like (default 40)
  --rate N    how many actions a second they do in all (default 20)
  --seed N    the seed of who likes what (default 1)
  --help      this text

It takes about four minutes, because a new key signs only after a minute. Ctrl-C ends it.

Exit code: 0 all was as it should be; 1 something was not; 2 wrong options; 130 interrupted.
`;

const FLAGS = { people: TEXT, rate: TEXT, seed: TEXT, help: FLAG } as const;

export interface DrillOptions {
  readonly people: number;
  readonly rate: number;
  readonly seed: number;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): DrillOptions | 'help' {
  const flags = readFlags(args, FLAGS);
  if (flags.help) return 'help';
  return {
    people: readNumber('--people', flags.people, { ...COUNT, most: 10_000 }, 40),
    rate: readNumber('--rate', flags.rate, { above: 0, most: 1_000 }, 20),
    seed: readNumber('--seed', flags.seed, { whole: true, least: 0 }, 1),
  };
}
