// Pages without a connection: each asks for its counts again when the answer that it has is no longer good.

import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { AudienceRequest, Sight } from './audience.ts';
import { type Looker, nowMs } from './looker.ts';

/** A page waits for two seconds at least, as the like button does. */
const LEAST_WAIT_MS = 2_000;
/** And for up to so much longer, so that pages do not ask at the same moment. */
const JITTER = 0.25;
const CONNECTIONS = 64;

/** Resolves when each of them has had an answer. */
export async function startPollers({
  url,
  pollers,
  posts,
}: AudienceRequest & { kind: 'poll' }): Promise<readonly Looker[]> {
  const pool = new Pool(url, { connections: CONNECTIONS });
  const path = `/v1/likes?posts=${posts.map(encodeURIComponent).join(',')}`;
  const started = Array.from({ length: pollers }, () => startPoller(pool, path));
  await Promise.all(started.map(({ hasAnswer }) => hasAnswer));
  // The pool ends with the process.
  return started;
}

function startPoller(pool: Pool, path: string): Looker & { readonly hasAnswer: Promise<void> } {
  const shown = new Map<string, number>();
  const leaving = new AbortController();
  const { signal } = leaving;
  const { promise: hasAnswer, resolve: onAnswer } = Promise.withResolvers<void>();
  let sights: Sight[] = [];
  let messages = 0;

  async function ask(): Promise<number> {
    const { statusCode, headers, body } = await pool.request({ method: 'GET', path });
    const text = await body.text();
    if (statusCode !== 200) return LEAST_WAIT_MS;
    messages += 1;
    const { posts } = JSON.parse(text) as { posts: { postId: string; count: number }[] };
    for (const { postId, count } of posts) {
      if (shown.get(postId) !== count) sights.push({ postId, count, atMs: nowMs() });
      shown.set(postId, count);
    }
    onAnswer();
    const [, maxAge = '0'] = /max-age=(\d+)/.exec(String(headers['cache-control'])) ?? [];
    return Math.max(LEAST_WAIT_MS, 1_000 * Number(maxAge));
  }

  async function poll(): Promise<void> {
    // Pages are not opened at the same moment either.
    let waitMs = LEAST_WAIT_MS * Math.random();
    while (!signal.aborted) {
      await sleep(waitMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      waitMs = (await ask()) * (1 + JITTER * Math.random());
    }
  }

  const polling = poll();
  return {
    hasAnswer,
    countOf: (postId) => shown.get(postId),
    take() {
      const taken = { sights, messages, reconnects: 0 };
      sights = [];
      messages = 0;
      return taken;
    },
    async close() {
      leaving.abort();
      await polling;
    },
  };
}
