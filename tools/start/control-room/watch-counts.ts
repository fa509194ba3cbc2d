// Reads the counts of one design as readers do, and tells how far they are behind and how long likes take from 202 to counted.

import { percentile } from '../../../bench/delays.ts';
import type { Api } from '../../../traffic/api.ts';
import { readCounts } from '../../../traffic/counts.ts';
import type { Truth } from './truth.ts';

const LOOK_INTERVAL_MS = 400;
/** Freshness is that of the likes which were counted in this time. */
const WINDOW_MS = 10_000;

export interface CountWatch {
  readonly counted: number;
  freshness(): { readonly p50Ms: number; readonly p99Ms: number } | undefined;
  stop(): Promise<void>;
}

/** @param isOnlyLiked says of which posts nobody takes a like back, so that their likes can be told apart */
export function watchCounts(api: Api, truth: Truth, isOnlyLiked: (postId: string) => boolean): CountWatch {
  const counts = new Map<string, number>();
  const seen = new Map<string, number>();
  let delays: { readonly atMs: number; readonly delayMs: number }[] = [];
  const stopped = new AbortController();
  const { signal } = stopped;

  async function look(): Promise<void> {
    const waiting = truth.posts.filter((postId) => counts.get(postId) !== truth.countOf(postId));
    const read = await readCounts(api, waiting, signal);
    const atMs = Date.now();
    for (const [postId, count] of read) {
      counts.set(postId, count);
      if (!isOnlyLiked(postId)) continue;
      const times = truth.takenAtMs(postId);
      const from = seen.get(postId) ?? 0;
      for (let n = from; n < Math.min(count, times.length); n++)
        delays.push({ atMs, delayMs: Math.max(0, atMs - (times[n] ?? atMs)) });
      seen.set(postId, Math.max(from, count));
    }
    delays = delays.filter((it) => atMs - it.atMs < WINDOW_MS);
  }

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      // A read that fails is repeated, as a page would do.
      await look().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL_MS));
    }
  }

  const watching = watch();
  return {
    get counted() {
      return [...counts.values()].reduce((sum, count) => sum + count, 0);
    },
    freshness() {
      if (delays.length === 0) return undefined;
      const ms = delays.map(({ delayMs }) => delayMs);
      return { p50Ms: percentile(ms, 0.5), p99Ms: percentile(ms, 0.99) };
    },
    async stop() {
      stopped.abort();
      await watching;
    },
  };
}
