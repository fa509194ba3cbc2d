// One request to the likes API as a browser sends it. Its outcome is a value, and every answer tells the server's time.

import type { ServerClock } from './server-clock.ts';
import type { Answer } from './types.ts';

const TIMEOUT_MS = 10_000;
const MAX_TIMEOUT_MS = 30_000;

/**
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
          ...(token && { authorization: 'Bearer ' + token }),
          ...(key && { 'idempotency-key': key }),
        },
        signal: AbortSignal.timeout(Math.min(MAX_TIMEOUT_MS, TIMEOUT_MS * (failures + 1))),
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
