// The command line of the viewers' trial.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';
import { UsageError } from '../../command-line/usage-error.ts';

export const HELP = `Measures on a local cloud how long a like takes from its 202 until those who look see it, for small and large audiences. Then as
many pollers ask through the edge's cache. docs/live-counts.md says more.

npm run trial:viewers -- [options]

  --viewers LIST  how many viewers there are, one part for each number (default 1,100,2000)
  --seconds N     how long each part likes one post, then a page of 10 posts, then one post for the pollers (default 20)
  --seed N        the seed of when and what is liked (default 1)
  --write         put the table into docs/live-counts.md
  --help          this text

The scenario is social-media, behind an edge, without the limits of persons. Viewers and pollers are a process of their own.

Exit code: 0 every viewer and poller ended with exact counts, and the API was asked at most twice a second for a page; 1 one of these
did not hold; 2 wrong options; 130 interrupted.
`;

const FLAGS = { viewers: TEXT, seconds: TEXT, seed: TEXT, write: FLAG, help: FLAG } as const;
/** API Gateway takes 500 new connections a second, and this machine has ports for some thousands. */
const MOST_VIEWERS = 10_000;
/** Every like is visible only on posts below 1,000 likes. One a second and some to warm up are far below. */
const MOST_SECONDS = 600;

export interface ViewersOptions {
  readonly audiences: readonly number[];
  readonly seconds: number;
  readonly seed: number;
  readonly writes: boolean;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): ViewersOptions | 'help' {
  const { viewers = '1,100,2000', seconds, seed, write, help } = readFlags(args, FLAGS);
  if (help) return 'help';
  const audiences = viewers
    .split(',')
    .map((it) => readNumber('--viewers', it.trim(), { ...COUNT, most: MOST_VIEWERS }, 1));
  if (new Set(audiences).size < audiences.length)
    throw new UsageError(`--viewers must name each number once, not "${viewers}"`);
  return {
    audiences,
    seconds: readNumber('--seconds', seconds, { ...COUNT, most: MOST_SECONDS }, 20),
    seed: readNumber('--seed', seed, { whole: true, least: 0 }, 1),
    writes: write,
  };
}
