// Which faults a run has, and how many of them. `--faults` changes the defaults.

import { UsageError } from '../../command-line/usage-error.ts';

/** What percentage of the invocations of a stage fails. */
export const STAGES = [
  'accept-like',
  'drain-burst',
  'batch-likes',
  'merge-buckets',
  'roll-up',
  'broadcast',
  'answer-viewer',
] as const;
export type Stage = (typeof STAGES)[number];

/** How invocations fail, each as a share of all that do. */
export const FAILURES = ['killed-before', 'killed-after', 'zombie', 'hang'] as const;
export type Failure = (typeof FAILURES)[number];

/** What percentage of the puts on the stream is throttled besides, as in a burst. */
export const PUT_FAULTS = ['throttled-put'] as const;

/** What percentage of the functions' calls to DynamoDB, Kinesis and SQS meets the fault. */
export const CALL_FAULTS = ['throttle', 'lost-request', 'lost-response', 'delay'] as const;
export type CallFaultKind = (typeof CALL_FAULTS)[number];

/**
 * Times a minute. For `second-reader` and `viewer` it is their number, and for `false-count` the number in each burst but the
 * last.
 */
export const DISTURBANCES = [
  'reshard',
  'merge',
  'malformed',
  'audit',
  'drop',
  'false-count',
  'second-reader',
  'viewer',
] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

type FaultName = Stage | Failure | (typeof PUT_FAULTS)[number] | CallFaultKind | Disturbance;
export type FaultRates = Readonly<Record<FaultName, number>>;

export const DEFAULT_RATES: FaultRates = {
  'accept-like': 5,
  'drain-burst': 10,
  'batch-likes': 10,
  'merge-buckets': 10,
  'roll-up': 10,
  broadcast: 10,
  'answer-viewer': 5,
  'killed-before': 3,
  'killed-after': 3,
  zombie: 3,
  hang: 0.5,
  'throttled-put': 10,
  throttle: 0.5,
  'lost-request': 0.5,
  'lost-response': 0.5,
  delay: 0.5,
  reshard: 4,
  merge: 30,
  malformed: 30,
  audit: 1,
  drop: 12,
  'false-count': 0,
  'second-reader': 1,
  viewer: 10,
};

const PERCENT_NAMES = new Set<string>([...STAGES, ...PUT_FAULTS, ...CALL_FAULTS]);

/**
 * Reads `batch-likes=20,zombie=0`, which changes the defaults, or `none,zombie=1,...`, which begins with nothing.
 * Throws a UsageError.
 */
export function readFaultRates(text: string): FaultRates {
  const rates: Record<string, number> = { ...DEFAULT_RATES };
  for (const [index, part] of text.split(',').entries()) {
    if (part.trim() === 'none' && index === 0) {
      for (const name of Object.keys(rates)) rates[name] = 0;
      continue;
    }
    const [, name = '', number = ''] = /^\s*([a-z-]+)=(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
    if (!(name in DEFAULT_RATES))
      throw new UsageError(
        `--faults: "${part}" is not "none", first, or one of ${Object.keys(DEFAULT_RATES).join(', ')}, with "=" and a number`,
      );
    if (PERCENT_NAMES.has(name) && Number(number) > 100)
      throw new UsageError(`--faults: ${name}=${number} is more than 100 percent`);
    rates[name] = Number(number);
  }
  return checkTogether(rates as FaultRates);
}

function checkTogether(rates: FaultRates): FaultRates {
  const sum = (names: readonly FaultName[]) => names.reduce((total, name) => total + rates[name], 0);
  if (sum(CALL_FAULTS) > 100) throw new UsageError('--faults: the faults of calls are more than 100 percent');
  if (sum(STAGES) > 0 && sum(FAILURES) === 0)
    throw new UsageError(`--faults: invocations are to fail, but how? Give one of ${FAILURES.join(', ')}`);
  return rates;
}
