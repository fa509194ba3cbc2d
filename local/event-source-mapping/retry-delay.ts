// How long a mapping waits before it invokes a function with the same batch again.

const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;

/** Returns a delay that grows exponentially and has full jitter. */
export function retryDelayMs(failures: number): number {
  return Math.random() * Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures, 10));
}
