// The command line of the scale benchmark.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';
import { UsageError } from '../../command-line/usage-error.ts';

export const HELP = `Measures what a like costs in batch-likes while one thing grows at a time: posts, lanes, records in a batch, and versions in a
row. It says for each of them whether time and memory per like stay flat. Each case runs in a process of its own, and the server
is a stub in another. It takes about five minutes on two quiet cores.

npm run bench:scale -- [options]

  --likes N (20000)  likes in each process, after a quarter as many to warm up
  --repeats N (3)    runs of each case, taken in turns; the median counts
  --quick            only checks that everything works: 1,000 likes, one repeat
  --write            put the results into docs/scale.md
  --help             this text

Ctrl-C ends every part. Exit code: 0 measured, flat or not; 1 a case failed; 2 bad options; 130 interrupted.
`;

const FLAGS = { likes: TEXT, repeats: TEXT, quick: FLAG, write: FLAG, help: FLAG };

export interface ScaleOptions {
  readonly likes: number;
  readonly repeats: number;
  readonly write: boolean;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): ScaleOptions | 'help' {
  const { likes, repeats, quick, write, help } = readFlags(args, FLAGS);
  if (help) return 'help';
  if (quick && write) throw new UsageError('--quick measures nothing worth writing: leave out --write');
  return {
    likes: readNumber('--likes', likes, COUNT, quick ? 1_000 : 20_000),
    repeats: readNumber('--repeats', repeats, COUNT, quick ? 1 : 3),
    write,
  };
}
