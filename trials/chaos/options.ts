// The command line of the chaos run.

import { COUNT, toNumber } from '../../command-line/number-flag.ts';
import { FLAG, parseFlags, TEXT } from '../../command-line/parse-flags.ts';
import { DEFAULT_RATES, type FaultRates, parseFaultRates } from './fault-rates.ts';

export interface ChaosOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Of 40 actions, in each burst. */
  readonly batches: number;
  /** The promise: exact within so long of the last action. */
  readonly withinSeconds: number;
  readonly rates: FaultRates;
  readonly logFile: string | undefined;
}

const FLAGS = { minutes: TEXT, seed: TEXT, batches: TEXT, within: TEXT, faults: TEXT, log: TEXT, help: FLAG };

/** Throws a UsageError. */
export function readOptions(args: string[]): ChaosOptions | 'help' {
  const { minutes, seed, batches, within, faults, log, help } = parseFlags(args, FLAGS);
  if (help) return 'help';
  return {
    minutes: toNumber('--minutes', minutes, { above: 0, most: 24 * 60 }, 2),
    seed: toNumber('--seed', seed, { ...COUNT, least: 0 }, 1),
    batches: toNumber('--batches', batches, { ...COUNT, most: 10_000 }, 250),
    withinSeconds: toNumber('--within', within, { above: 0, most: 3_600 }, 30),
    rates: faults === undefined ? DEFAULT_RATES : parseFaultRates(faults),
    logFile: log,
  };
}
