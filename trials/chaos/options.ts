// The command line of the chaos run.

import { COUNT, readNumber } from '../../command-line/number.ts';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { DEFAULT_RATES, type FaultRates, readFaultRates } from './fault-rates.ts';

export interface ChaosOptions {
  readonly minutes: number;
  readonly seed: number;
  /** How many batches of 40 actions are in a burst. */
  readonly batches: number;
  /** All counts must be exact this long after the last action. */
  readonly withinSeconds: number;
  readonly rates: FaultRates;
  readonly logFile: string | undefined;
}

const FLAGS = { minutes: TEXT, seed: TEXT, batches: TEXT, within: TEXT, faults: TEXT, log: TEXT, help: FLAG };

/** Throws a UsageError. */
export function readOptions(args: string[]): ChaosOptions | 'help' {
  const { minutes, seed, batches, within, faults, log, help } = readFlags(args, FLAGS);
  if (help) return 'help';
  return {
    minutes: readNumber('--minutes', minutes, { above: 0, most: 24 * 60 }, 2),
    seed: readNumber('--seed', seed, { ...COUNT, least: 0 }, 1),
    batches: readNumber('--batches', batches, { ...COUNT, most: 10_000 }, 250),
    withinSeconds: readNumber('--within', within, { above: 0, most: 3_600 }, 30),
    rates: faults === undefined ? DEFAULT_RATES : readFaultRates(faults),
    logFile: log,
  };
}
