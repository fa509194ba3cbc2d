// Does things every second until it is stopped.

import { setTimeout as sleep } from 'node:timers/promises';

/** @param start begins all that is to be done. What it starts is awaited before the next second. */
export function repeatEverySecond(start: () => readonly Promise<void>[]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  let failure: unknown;

  async function repeat(): Promise<void> {
    while (!signal.aborted) {
      await Promise.all([...start(), sleep(1_000, undefined, { signal }).catch(() => {})]);
    }
  }

  const repeating = repeat().catch((error: unknown) => (failure = error));
  return {
    /** Rejects with what made it end before. */
    async stop() {
      stopping.abort();
      await repeating;
      if (failure !== undefined) throw failure;
    },
  };
}
