// Waits between attempts where the SDK's own retries do not reach.

import { setTimeout as sleep } from 'node:timers/promises';

const BASE_MS = 50;
const MAX_MS = 1_000;

/** Returns a random time up to a bound that doubles with every attempt (full jitter). The first attempt has the number 1. */
export function backoffMs(attempt: number, maxMs = MAX_MS): number {
  return Math.random() * Math.min(maxMs, BASE_MS * 2 ** (attempt - 1));
}

export const pause = (ms: number): Promise<void> => sleep(ms);
