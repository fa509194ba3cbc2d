// Decides how many batches of a queue a mapping takes at a time. It begins with a few, takes more while messages are there, and
// backs off when invocations fail. Pure.

/** source for the three: Lambda guide, scaling behavior for SQS event source mappings */
const FIRST_LIMIT = 5;
const GROWTH_INTERVAL_MS = 60_000 / 300;
const HIGHEST_LIMIT = 1_000;

export interface Concurrency {
  /** The most batches in progress now. */
  readonly limit: number;
  /** From when on the time counts that lets the limit grow. */
  readonly sinceMs: number;
}

/** How a poll went: `failed` is an invocation that failed, and `throttled` one that never ran. */
export type PollOutcome = 'empty' | 'done' | 'failed' | 'throttled';

export interface Bounds {
  readonly maximumConcurrency: number | undefined;
  /** The most invocations that this machine runs at a time. Further ones would wait, while their messages' time runs out. */
  readonly machineConcurrency: number;
  readonly reportsItemFailures: boolean;
}

export const startConcurrency = (bounds: Bounds, nowMs: number): Concurrency => ({
  limit: Math.min(FIRST_LIMIT, highestLimit(bounds)),
  sinceMs: nowMs,
});

export function afterPoll(
  { limit, sinceMs }: Concurrency,
  outcome: PollOutcome,
  nowMs: number,
  bounds: Bounds,
): Concurrency {
  if (outcome === 'empty') return { limit: Math.min(limit, FIRST_LIMIT), sinceMs: nowMs };
  // Lambda says that it backs off, and not by how much. It does not when a mapping reports item failures and the function
  // failed. source: Lambda guide, handling errors for an SQS event source
  if (outcome === 'throttled' || (outcome === 'failed' && !bounds.reportsItemFailures))
    return { limit: Math.max(1, Math.floor(limit / 2)), sinceMs: nowMs };
  const grownBy = Math.floor((nowMs - sinceMs) / GROWTH_INTERVAL_MS);
  return {
    limit: Math.min(highestLimit(bounds), limit + grownBy),
    sinceMs: sinceMs + grownBy * GROWTH_INTERVAL_MS,
  };
}

const highestLimit = ({ maximumConcurrency = HIGHEST_LIMIT, machineConcurrency }: Bounds): number =>
  Math.min(maximumConcurrency, machineConcurrency, HIGHEST_LIMIT);
