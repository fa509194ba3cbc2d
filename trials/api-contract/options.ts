// The command line of the contract check.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { COUNT, readNumber } from '../../command-line/number.ts';

const INT32 = 2 ** 31;

export const HELP = `Compares a local cloud with its own OpenAPI document. Schemathesis sends requests that the document calls good, and others
that it calls bad, and checks each answer against the document.

  npm run contract
  npm run contract -- --seconds 600 --seed 7

  --seconds N (60)    how long Schemathesis may send requests
  --seed S (random)   where to begin: the same seed sends the same requests
  --python COMMAND    the Python, 3.11 or newer, that runs Schemathesis; python3 by default
  --help              this text

Schemathesis is installed from PyPI into an environment of its own. The network is needed on the first run only.
Exit code: 0 the answers are as the document says; 1 some are not; 2 wrong options or no Python; 130 interrupted.
`;

export interface ContractOptions {
  readonly seconds: number;
  readonly seed: number;
  readonly python: string;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): ContractOptions | 'help' {
  const { seconds, seed, python, help } = readFlags(args, {
    seconds: TEXT,
    seed: TEXT,
    python: TEXT,
    help: FLAG,
  });
  if (help) return 'help';
  return {
    seconds: readNumber('--seconds', seconds, COUNT, 60),
    seed: readNumber(
      '--seed',
      seed,
      { whole: true, least: 0, most: INT32 - 1 },
      Math.floor(Math.random() * INT32),
    ),
    python: python ?? 'python3',
  };
}
