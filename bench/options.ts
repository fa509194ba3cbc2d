// The command line of the benchmark.

import { FLAG, readFlags, TEXT } from '../command-line/flags.ts';
import { COUNT, readNumber } from '../command-line/number.ts';
import { UsageError } from '../command-line/usage-error.ts';
import type { VoteFormat } from '../traffic/vote-columns.ts';

export const HELP = `Measures the counter on the local cloud through HTTP, beside a baseline that makes one UpdateItem per like, in the same run.
bench/README.md has the method and the results. It takes about six minutes on two quiet cores.

npm run bench -- [options]

  --file FILE        votes as CSV, for the arrival with a long tail, which needs a file; only the likes are sent
  --format FORMAT    movielens or csv, as in npm run replay -- --help
  --likes N (8000)   actions in each run
  --repeats N (3)    runs of each arrival on each side, taken in turns
  --seed N (1)       repeats the made-up arrivals
  --quick            only checks that everything works: 400 actions, one repeat, no profiles, no micro benchmarks
  --write            put the results into bench/README.md and bench/results/latest.json
  --profiles DIR     keep the CPU profiles of every thread here, to be opened in Chrome DevTools or VS Code
  --help             this text

Ctrl-C ends every part. Exit code: 0 measured; 1 our counts were not exact, or a batch took more than one write for a post;
2 bad options or file; 130 interrupted.
`;

const FLAGS = {
  file: TEXT,
  format: TEXT,
  likes: TEXT,
  repeats: TEXT,
  seed: TEXT,
  quick: FLAG,
  write: FLAG,
  profiles: TEXT,
  help: FLAG,
};

export interface BenchOptions {
  readonly votes: { readonly file: string; readonly format: VoteFormat } | undefined;
  readonly likes: number;
  readonly repeats: number;
  readonly seed: number;
  readonly quick: boolean;
  readonly write: boolean;
  readonly profilesDir: string | undefined;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): BenchOptions | 'help' {
  const { file, format, quick, write, profiles, help, ...numbers } = readFlags(args, FLAGS);
  if (help) return 'help';
  if (quick && write) throw new UsageError('--quick measures nothing worth writing: leave out --write');
  return {
    votes: readVotesFlags(file, format),
    likes: readNumber('--likes', numbers.likes, COUNT, quick ? 400 : 8_000),
    repeats: readNumber('--repeats', numbers.repeats, COUNT, quick ? 1 : 3),
    seed: readNumber('--seed', numbers.seed, { whole: true, least: 0 }, 1),
    quick,
    write,
    profilesDir: profiles,
  };
}

function readVotesFlags(file: string | undefined, format: string | undefined): BenchOptions['votes'] {
  if (file === undefined && format === undefined) return undefined;
  if (file === undefined) throw new UsageError('--format is for a --file');
  if (format !== 'movielens' && format !== 'csv')
    throw new UsageError('--file needs --format movielens or --format csv');
  return { file, format };
}
