// The command line of `npm run bench:requests`.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';
import type { Rounds } from './measure.ts';

export const HELP = `Measures what one request of each kind costs on every route: the largest and the smallest that is taken, and
each that is refused, with and without a token. It calls the bundles that are deployed, as API Gateway calls them, beside a stub of
AWS in another process. docs/costs-of-requests.md has the table. It takes about a minute on two quiet cores.

npm run bench:requests -- [options]

  --rounds N (15)    how often each kind takes turns with the like that it is compared with
  --requests N (20)  requests of one kind in a round
  --json             print the figures as JSON
  --write            put the table into docs/costs-of-requests.md
  --help             this text

A refusal that costs more CPU than a like is marked with DEAR. Exit code: 0 none is; 1 one is, or a request was answered with
another status; 2 wrong options; 130 interrupted.
`;

export interface RequestsOptions extends Rounds {
  readonly json: boolean;
  readonly write: boolean;
}

const FLAGS = { rounds: TEXT, requests: TEXT, json: FLAG, write: FLAG, help: FLAG };

/** Throws a UsageError. */
export function readOptions(args: string[]): RequestsOptions | 'help' {
  const { rounds, requests, json, write, help } = readFlags(args, FLAGS);
  if (help) return 'help';
  return {
    rounds: readNumber('--rounds', rounds, COUNT, 15),
    requests: readNumber('--requests', requests, COUNT, 20),
    json,
    write,
  };
}
