// The command line of the hot-post run.

import { COUNT, readNumber } from '../../command-line/number.ts';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';

export const HELP = `Likes one post from every lane of a local cloud until it splits, lets it cool until it is merged, and checks the
count each time that it has settled. Takes two to three minutes.

npm run hot-post -- [options]

  --rate N      likes a second while the post is hot (default 150)
  --seconds N   how long it is hot (default 45)
  --seed N      of the workload (default 1)
  --chart FILE  draw what happened as an SVG
  --help        this text

The scenario is hot-post: 8 lanes, a split above 4 writes a second, a merge after 20 s below 2.
Exits 0 when every count was exact, the post was split and merged, and no item took more than the threshold once the lanes had
moved; 1 otherwise; 2 for wrong options.
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
