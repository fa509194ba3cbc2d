// The command line of `npm run bench:peers`.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import type { VoteFormat } from '../../traffic/vote-columns.ts';
import { designs } from './designs.ts';
import type { Design } from './design.ts';
import { STORES, type StoreName } from './store/server.ts';

export const HELP = `Measures this counter beside other designs of a counter, in one run on one store: what a like costs, and how wrong the counts are
when something goes wrong. docs/peers.md has the method and the results. It takes some ten minutes on two quiet cores.

npm run bench:peers -- [options]

  --seeds N (20)        runs of each measurement, each with another seed
  --likes N (400)       actions in a run that measures costs
  --fault-likes N (120) likes in a run in which something goes wrong
  --designs A,B         only these: ${designs.map(({ name }) => name).join(', ')}
  --store STORE         dynamodb-local (needs Java 17) or dynalite, which has no transactions and leaves out what needs them
  --file FILE           votes as CSV, for the long tail; without it, a long tail is made up
  --format FORMAT       movielens or csv, as in npm run replay -- --help
  --json                print all results as JSON
  --write               put the results into docs/peers.md
  --help                this text

--seeds 1 shows in less than a minute that everything works. Ctrl-C ends every part. Exit code: 0 measured; 1 our counts were not
exact, or the store did not start; 2 bad options or file; 130 interrupted.
`;

const FLAGS = {
  seeds: TEXT,
  likes: TEXT,
  'fault-likes': TEXT,
  designs: TEXT,
  store: TEXT,
  file: TEXT,
  format: TEXT,
  json: FLAG,
  write: FLAG,
  help: FLAG,
};

export interface PeersOptions {
  readonly seeds: number;
  readonly likes: number;
  readonly faultLikes: number;
  readonly designs: readonly Design[];
  readonly store: StoreName;
  readonly votes: { readonly file: string; readonly format: VoteFormat } | undefined;
  readonly json: boolean;
  readonly write: boolean;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): PeersOptions | 'help' {
  const flags = readFlags(args, FLAGS);
  if (flags.help) return 'help';
  const store = readStore(flags.store);
  return {
    seeds: readNumber('--seeds', flags.seeds, { ...COUNT, most: 1_000 }, 20),
    likes: readNumber('--likes', flags.likes, COUNT, 400),
    faultLikes: readNumber('--fault-likes', flags['fault-likes'], COUNT, 120),
    designs: readDesigns(flags.designs, store),
    store,
    votes: readVotesFlags(flags.file, flags.format),
    json: flags.json,
    write: flags.write,
  };
}

function readStore(store = 'dynamodb-local'): StoreName {
  const known = STORES.find((name) => name === store);
  if (known === undefined) throw new UsageError(`--store is one of ${STORES.join(', ')}, not "${store}"`);
  return known;
}

function readDesigns(names: string | undefined, store: StoreName): readonly Design[] {
  const possible = designs.filter(({ needsTransactions }) => store !== 'dynalite' || !needsTransactions);
  if (names === undefined) return possible;
  const chosen = names.split(',').map((name) => {
    const design = designs.find((each) => each.name === name);
    if (!design) throw new UsageError(`--designs: there is no design "${name}" (--help lists them)`);
    if (!possible.includes(design))
      throw new UsageError(`--designs: ${name} needs transactions, which ${store} lacks`);
    return design;
  });
  return [...new Set(chosen)];
}

function readVotesFlags(file: string | undefined, format: string | undefined): PeersOptions['votes'] {
  if (file === undefined && format === undefined) return undefined;
  if (file === undefined) throw new UsageError('--format is for a --file');
  if (format !== 'movielens' && format !== 'csv')
    throw new UsageError('--file needs --format movielens or --format csv');
  return { file, format };
}
