// Reads a post until it has its count. A like is counted after a batch window, and the first one also waits for a cold
// start.

import { LOOK_AT } from './look-at.ts';
import { expectJson, SurpriseError } from './run-step.ts';
import type { SmokeRun } from './smoke-run.ts';

const POLL_INTERVAL_MS = 500;
const PROGRESS_INTERVAL_MS = 5_000;

/**
 * Resolves when the post has the count. Rejects with a SurpriseError when the time is up, and at once when waiting cannot make the
 * count right.
 */
export async function waitForCount(
  { api, postId, timeoutMs, signal, say, now, wait }: SmokeRun,
  token: string,
  { count }: { count: 0 | 1 },
): Promise<void> {
  const startMs = now();
  let saidMs = startMs;
  for (;;) {
    const headers = { authorization: `Bearer ${token}` };
    const path = `/v1/posts/${encodeURIComponent(postId)}/likes`;
    const answer = await api.call({ method: 'GET', path, headers }, signal);
    const post = expectJson(answer, 200, 'count', LOOK_AT.reads);
    const liked = count === 1;
    if (post['count'] === count && post['liked'] === liked) return;

    const waitedMs = now() - startMs;
    const seconds = Math.round(waitedMs / 1_000);
    const tooMany = typeof post['count'] === 'number' && post['count'] > 1;
    if (tooMany || waitedMs >= timeoutMs) {
      const expected = `count ${count} and liked ${liked}${tooMany ? '' : ` within ${timeoutMs / 1_000} s`}`;
      const came = `${answer.text}${tooMany ? '' : ` after ${seconds} s`}`;
      throw new SurpriseError({ expected, came, lookAt: tooMany ? LOOK_AT.twice : LOOK_AT.counts });
    }
    if (now() - saidMs >= PROGRESS_INTERVAL_MS) {
      saidMs = now();
      say(`...     waiting for count ${count}: it is ${String(post['count'])} after ${seconds} s`);
    }
    await wait(POLL_INTERVAL_MS, signal);
  }
}
