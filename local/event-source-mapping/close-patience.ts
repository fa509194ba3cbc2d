// A mapping that closes waits for the invocations in flight, but not for long. What they were given is delivered again.

import { realClock } from './clock.ts';

/** Resolves when the work is done, or after so long. */
export async function waitPatiently(work: Promise<unknown>, patienceMs: number): Promise<void> {
  const patience = new AbortController();
  await Promise.race([work, realClock.wait(patienceMs, patience.signal)]);
  patience.abort();
}
