// Watches the counts of some posts grow during a run. It tells how long a like takes from its 202 until readers see it.

import { setTimeout as sleep } from 'node:timers/promises';
import { type CountSeen, delaysOf } from '../../bench/delays.ts';
import { type Api } from '../../traffic/api.ts';
import { readCounts } from '../../traffic/counts.ts';
import { Latencies } from './latencies.ts';
import type { Recorder } from './recorder.ts';

/** How often the counts are read. read-counts remembers a count for a second, so a second look within it would see nothing new. */
export const LOOK_INTERVAL_MS = 1_050;

export interface FreshnessWatch {
  /** Reads once more and ends. */
  stop(): Promise<ReadonlyMap<string, readonly CountSeen[]>>;
}

/**
 * @param postIds posts that are only liked
 * @param now     in milliseconds after the start of the run
 */
export function watchFreshness(
  api: Api,
  postIds: readonly string[],
  recorder: Recorder,
  now: () => number,
  signal: AbortSignal,
): FreshnessWatch {
  const seen = new Map(postIds.map((postId) => [postId, [] as CountSeen[]]));
  const stopped = new AbortController();
  const stop = AbortSignal.any([signal, stopped.signal]);
  let lookedMs = now();

  async function look(): Promise<void> {
    // Only posts that have likes to come are read. More reads would use up a scaled table.
    const waiting = postIds.filter(
      (postId) => recorder.takenCount(postId) > (seen.get(postId)?.at(-1)?.count ?? 0),
    );
    const counts = await readCounts(api, waiting, signal);
    // A count that has grown has done so at some time since the last look. The middle is right on average.
    const atMs = (lookedMs + now()) / 2;
    lookedMs = now();
    for (const [postId, count] of counts) seen.get(postId)?.push({ atMs, count });
  }

  async function watch(): Promise<void> {
    while (!stop.aborted) {
      await look();
      await sleep(LOOK_INTERVAL_MS, undefined, { signal: stop }).catch(() => {});
    }
    if (!signal.aborted) await look();
  }

  // A run that ends early tells what was seen until then.
  const watching = watch().catch(() => {});
  return {
    async stop() {
      stopped.abort();
      await watching;
      return seen;
    },
  };
}

/** Returns how long the likes of the watched posts took from 202 to counted. */
export function freshnessOf(recorder: Recorder, seen: ReadonlyMap<string, readonly CountSeen[]>): Latencies {
  const freshness = new Latencies();
  for (const [postId, counts] of seen)
    for (const delayMs of delaysOf(recorder.takenAtMs(postId), counts)) freshness.record(delayMs);
  return freshness;
}
