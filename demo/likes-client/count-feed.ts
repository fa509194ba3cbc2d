// Asks for the counts of a page, as long as some are wanted that are not pushed. There is one feed for all posts of a page.

import type { Answer } from './request.ts';
import { retryDelayMs } from './retry-delay.ts';

/** For answers that may not be kept as long, as those to a visitor. */
const MIN_INTERVAL_MS = 2_000;
/** Pages that were opened together do not go on asking together. */
const MAX_JITTER = 0.2;
/** Buttons that come into view together are read together. */
const GATHER_MS = 20;

/** Asks again after that time, and from then on. It is called when other posts are wanted, and when the page is shown or online again. */
export type CountFeed = (delayMs?: number) => void;

/**
 * @param read asks the server for the posts that are wanted now, takes the answer in, and resolves with it. Without wanted posts it
 *   resolves with nothing, and the feed rests.
 */
export function pollCounts(read: (failures: number) => Promise<Answer | undefined>): CountFeed {
  let failures = 0;
  let pausedUntilMs = 0;
  let timer: ReturnType<typeof setTimeout>;
  /** Names the poll that may plan the next one. */
  let latest = 0;

  function pollAfter(delayMs: number) {
    clearTimeout(timer);
    const mine = ++latest;
    timer = setTimeout(async () => {
      const answer = await read(failures);
      if (!answer) return;
      const { status, maxAgeMs = 0, retryAfterMs = 0 } = answer;
      failures = status === 200 ? 0 : failures + 1;
      pausedUntilMs = Date.now() + retryAfterMs;
      const intervalMs = Math.max(MIN_INTERVAL_MS, maxAgeMs) * (1 + MAX_JITTER * Math.random());
      if (mine === latest) pollAfter(failures ? retryDelayMs(failures, retryAfterMs) : intervalMs);
    }, delayMs);
  }
  return (delayMs = GATHER_MS) => pollAfter(Math.max(delayMs, pausedUntilMs - Date.now()));
}
