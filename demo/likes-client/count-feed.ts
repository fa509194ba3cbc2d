// Where a page's counts come from. There is one feed for all posts of a page. This one polls while somebody looks at the page, so a
// hidden tab costs nothing. A feed that is pushed to would take its place: it has the same ends.

import { retryDelayMs } from './retry-delay.ts';
import type { MakeCountFeed } from './types.ts';

/** For answers that say nothing of their age, as those to a visitor. */
const POLL_INTERVAL_MS = 1_500;
/** Buttons that come into view together are read together. */
const GATHER_MS = 20;

export const pollCounts: MakeCountFeed = (read) => {
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
      if (mine === latest)
        pollAfter(failures ? retryDelayMs(failures, retryAfterMs) : Math.max(POLL_INTERVAL_MS, maxAgeMs));
    }, delayMs);
  }
  return () => pollAfter(Math.max(GATHER_MS, pausedUntilMs - Date.now()));
};
