// Reads the command line of the model.

import { availableParallelism } from 'node:os';
import { COUNT, readNumber } from '../../../command-line/number.ts';
import { FLAG, readFlags, TEXT } from '../../../command-line/flags.ts';
import { UsageError } from '../../../command-line/usage-error.ts';
import { isMutant, type Mutant } from '../mutants.ts';

export interface ModelOptions {
  readonly schedules: number;
  readonly seed: number;
  readonly workers: number;
  readonly mutant: Mutant | undefined;
}

const FLAGS = { schedules: TEXT, seed: TEXT, workers: TEXT, mutant: TEXT, help: FLAG };
const MOST_SEEDS = 2 ** 32;

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[]): ModelOptions | 'help' {
  const values = readFlags(args, FLAGS);
  if (values.help) return 'help';
  const seed = readNumber('--seed', values.seed, { whole: true, least: 0, most: MOST_SEEDS - 1 }, 1);
  const { mutant } = values;
  if (mutant !== undefined && !isMutant(mutant))
    throw new UsageError(`--mutant ${mutant} is none of those that --help lists`);
  return {
    schedules: readNumber('--schedules', values.schedules, { ...COUNT, most: MOST_SEEDS - seed }, 20_000),
    seed,
    workers: readNumber('--workers', values.workers, { ...COUNT, most: 64 }, availableParallelism()),
    mutant,
  };
}
