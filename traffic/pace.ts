// Limits how many actions a run starts in a second.

import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `actions` more may start. Rejects with an AbortError when the signal ends the wait. */
export type Pace = (actions: number, signal: AbortSignal) => Promise<void>;

/** Spaces actions evenly. After a delay it catches up by a tenth of a second at most. */
export function makePace(actionsPerSecond: number, now: () => number = Date.now): Pace {
  let nextMs = 0;
  return async (actions, signal) => {
    const nowMs = now();
    const startMs = Math.max(nextMs, nowMs - 100);
    nextMs = startMs + (actions * 1_000) / actionsPerSecond;
    if (startMs > nowMs) await sleep(startMs - nowMs, undefined, { signal });
  };
}
