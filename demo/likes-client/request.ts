// One request to the likes API as a browser sends it. Its outcome is a value, and every answer tells the server's time.

import type { ServerClock } from './server-clock.ts';
import type { PostLikes } from './types.ts';

const TIMEOUT_MS = 10_000;
const MAX_TIMEOUT_MS = 30_000;

export interface Answer {
  /** 0 if no answer of the API came. */
  readonly status: number;
  readonly token?: string;
  readonly posts?: readonly PostLikes[];
  /** Where counts are pushed, and for how many posts. Null if they are not. */
  readonly url?: string | null;
  readonly maxPosts?: number;
  /** Where a challenge is posed that must be solved first. */
  readonly challenge?: string;
  /** What is wrong, for people. */
  readonly detail?: string;
  /** Is there when the API refuses the key of an action. */
  readonly serverTime?: string;
  /** The time of the answer in whole seconds, or NaN if the API hides it from other origins. */
  readonly dateMs?: number;
  readonly maxAgeMs?: number;
  readonly retryAfterMs?: number;
}

/** Where counts are pushed. This changes so rarely that the browser may keep the answer. */
export const LIVE_PATH = 'live';

/**
 * @param token of a visitor, or any other `Authorization` with its scheme
 * @param failures how often it was tried before
 * @param key the `Idempotency-Key` of an action
 */
export type Request = (
  method: string,
  path: string,
  token?: string | null,
  failures?: number,
  key?: string,
) => Promise<Answer>;

/** @param base the address of the API. An empty one stands for the page's own server. */
export function makeRequest(base: string, clock: ServerClock): Request {
  return async (method, path, token, failures = 0, key) => {
    const sentMs = Date.now();
    try {
      const response = await fetch(base + '/v1/' + path, {
        method,
        headers: {
          ...(token && { authorization: (/ /.test(token) ? '' : 'Bearer ') + token }),
          ...(key && { 'idempotency-key': key }),
        },
        signal: AbortSignal.timeout(Math.min(MAX_TIMEOUT_MS, TIMEOUT_MS * (failures + 1))),
        // A browser would show an answer that may be stale while it asks for a new one. The edge answers quickly enough.
        cache: path === LIVE_PATH ? 'default' : 'no-cache',
        // An action is sent even if the tab is closed meanwhile.
        keepalive: !!key,
      });
      const answeredMs = Date.now();
      const { status, ok } = response;
      const header = (name: string) => response.headers.get(name) ?? '';
      const body = (await response.json().catch(() => 0)) as Omit<Answer, 'status'> | undefined;
      // Only the API answers JSON. A page of a hotel's network, for example, is no answer of it.
      if (ok && !body) return UNREACHED;

      const dateMs = Date.parse(header('date'));
      const serverMs = Date.parse(body?.serverTime ?? '');
      // An answer to a stranger may come from a cache. Then its date is too old, but never too new.
      const latestMs = key || token || method > 'GET' ? dateMs + 1_000 : Infinity;
      clock.learn(dateMs, latestMs, sentMs, answeredMs, !!serverMs);
      clock.learn(serverMs, serverMs + 1, sentMs, answeredMs, !!serverMs);
      return {
        ...body,
        status,
        dateMs,
        maxAgeMs: 1_000 * +(/max-age=(\d+)/.exec(header('cache-control'))?.[1] ?? 0),
        retryAfterMs: 1_000 * (Number.parseInt(header('retry-after')) || 0),
      };
    } catch {
      return UNREACHED;
    }
  };
}

const UNREACHED = { status: 0 };
