// Disturbs the run while likes flow. Each disturbance happens a given number of times a minute.

import { setTimeout as sleep } from 'node:timers/promises';

export interface Disturbance {
  readonly name: string;
  readonly perMinute: number;
  readonly once: () => Promise<void>;
}

export interface DisturbanceOptions {
  readonly random: () => number;
  readonly onFailure: (what: string) => void;
  readonly signal: AbortSignal;
}

export interface RunningDisturbances {
  /** Resolves when all disturbances under way are done. */
  stop(): Promise<void>;
}

export function startDisturbances(
  options: DisturbanceOptions,
  disturbances: readonly Disturbance[],
): RunningDisturbances {
  const stopping = new AbortController();
  const signal = AbortSignal.any([options.signal, stopping.signal]);
  const running = disturbances
    .filter(({ perMinute }) => perMinute > 0)
    .map((disturbance) => repeat(disturbance, { ...options, signal }));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function repeat(
  { name, perMinute, once }: Disturbance,
  { random, onFailure, signal }: DisturbanceOptions,
): Promise<void> {
  for (;;) {
    // Waits from half to one and a half times the interval.
    const waitMs = (60_000 / perMinute) * (0.5 + random());
    await sleep(waitMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    await once().catch((error: unknown) => onFailure(`${name} failed: ${String(error)}`));
  }
}
