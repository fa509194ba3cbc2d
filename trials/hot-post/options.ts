// The command line of the hot-post run.

import { COUNT, readNumber } from '../../command-line/number.ts';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';

export const HELP = `Likes one post from every lane of a local cloud until it splits, and lets it cool until it is merged. Checks the count
each time that it has settled. The run takes two to three minutes.

npm run hot-post -- [options]

  --rate N      likes a second while the post is hot (default 150)
  --seconds N   how long it is hot (default 45)
  --seed N      the seed of the workload (default 1)
  --chart FILE  draw what happened as an SVG
  --help        this text

The scenario is hot-post. It has 8 lanes, splits a post above 4 writes a second, and merges it after 20 s below 2 writes
a second.

Exit code: 0 every count was exact, the post was split and merged, and no item took more writes than the threshold after
all lanes had moved; 1 one of these did not hold; 2 wrong options; 130 interrupted.
`;

const FLAGS = { rate: TEXT, seconds: TEXT, seed: TEXT, chart: TEXT, help: FLAG };

export interface HotPostOptions {
  readonly likesPerSecond: number;
  readonly hotSeconds: number;
  readonly seed: number;
  readonly chart: string | undefined;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): HotPostOptions | 'help' {
  const { rate, seconds, seed, chart, help } = readFlags(args, FLAGS);
  if (help) return 'help';
  return {
    likesPerSecond: readNumber('--rate', rate, COUNT, 150),
    hotSeconds: readNumber('--seconds', seconds, COUNT, 45),
    seed: readNumber('--seed', seed, { whole: true, least: 0 }, 1),
    chart,
  };
}
