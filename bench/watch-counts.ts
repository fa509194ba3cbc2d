// Watches counts grow while likes are sent, as any reader could.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../traffic/api.ts';
import type { Action } from '../traffic/action.ts';
import { readCounts } from '../traffic/counts.ts';
import type { CountSeen } from './delays.ts';

/** How often the counts are read. The measured delays are up to this much too long. */
export const WATCH_INTERVAL_MS = 100;

/** This fits into one page of the API and is little work for the local DynamoDB. */
const WATCHED_POSTS = 50;

/** Picks the posts of actions at even distances, so that a post comes up in proportion to its likes. */
export function pickPosts(actions: readonly Action[]): string[] {
  const step = Math.max(1, Math.floor(actions.length / WATCHED_POSTS));
  return [...new Set(actions.filter((_, index) => index % step === 0).map(({ postId }) => postId))].slice(
    0,
    WATCHED_POSTS,
  );
}

export interface CountWatch {
  /** Reads once more, and returns the counts of each post in the order of time. Rejects when counts could not be read. */
  stop(): Promise<ReadonlyMap<string, readonly CountSeen[]>>;
}

export function watchCounts(api: Api, postIds: readonly string[]): CountWatch {
  const seen = new Map(postIds.map((postId) => [postId, [] as CountSeen[]]));
  const stopped = new AbortController();

  async function look(): Promise<void> {
    const counts = await readCounts(api, postIds);
    const atMs = performance.now();
    for (const [postId, count] of counts) seen.get(postId)?.push({ atMs, count });
  }

  async function watch(): Promise<void> {
    while (!stopped.signal.aborted) {
      await look();
      await sleep(WATCH_INTERVAL_MS);
    }
    await look();
  }

  const watching = watch();
  watching.catch(() => stopped.abort());
  return {
    async stop() {
      stopped.abort();
      await watching;
      return seen;
    },
  };
}
