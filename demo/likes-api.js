// The likes API as a browser uses it. A failure is an ApiError, and every answer tells the server's time.

import { makeVisitor } from './visitor.js';

const TIMEOUT_MS = 10_000;
const MAX_TIMEOUT_MS = 30_000;

/** `message` is meant to be shown to people. `status` is undefined if no answer of the API came. */
export class ApiError extends Error {
  name = 'ApiError';

  constructor(message, { status, retryAfterSeconds = 0, keyRefused = false, cause } = {}) {
    super(message, { cause });
    this.status = status;
    this.retryAfterMs = 1_000 * retryAfterSeconds;
    this.mayPass = status === undefined || status === 429 || status >= 500;
    /** True if the server took the request, or may have: only the answer is missing. */
    this.maybeTaken = status === undefined || status >= 500;
    this.keyRefused = keyRefused;
  }
}

/**
 * Returns how many milliseconds to wait after so many failures in a row. The time grows exponentially with full jitter up to 30 s,
 * and comes on top of the time that the server asked for.
 */
export function retryDelayMs(failures, { retryAfterMs = 0 } = {}) {
  return retryAfterMs + Math.random() * Math.min(30_000, 1_000 * 2 ** failures);
}

/**
 * @param {object} options
 * @param {string} options.base the address of the API; an empty one stands for the page's own server
 */
export function makeLikesApi({ base, storage, clock, onForgotten }) {
  const issue = async () => (await request('POST', '/v1/visitors')).token;
  const visitor = makeVisitor({ storage, base, issue, onForgotten });

  async function request(method, path, { token, key, failures = 0 } = {}) {
    const headers = new Headers();
    if (token) headers.set('authorization', `Bearer ${token}`);
    if (key) headers.set('idempotency-key', key);
    const signal = AbortSignal.timeout(Math.min(MAX_TIMEOUT_MS, TIMEOUT_MS * (failures + 1)));
    const sentMs = Date.now();
    // With `keepalive` an action is sent even if the tab is closed meanwhile.
    const options = { method, headers, signal, keepalive: key !== undefined };
    const response = await fetch(base + path, options).catch((cause) => {
      throw new ApiError('The counter cannot be reached', { cause });
    });
    const answeredMs = Date.now();
    const body = await response.json().catch(() => undefined);
    // Only the API answers JSON. A page of a hotel's network, for example, is no answer of it.
    if (response.ok && typeof body !== 'object') throw new ApiError('The counter cannot be reached');

    const error = response.ok ? undefined : toError(response, body);
    const isWrong = error?.keyRefused;
    const dateMs = Date.parse(response.headers.get('date'));
    // An answer to a stranger may come from a cache. Then its date is too old, but never too new.
    const isFresh = method !== 'GET' || Boolean(token);
    clock.learn({ fromMs: dateMs, toMs: isFresh ? dateMs + 1_000 : Infinity, sentMs, answeredMs, isWrong });
    const serverMs = Date.parse(body?.serverTime);
    clock.learn({ fromMs: serverMs, toMs: serverMs + 1, sentMs, answeredMs, isWrong });
    if (error) throw error;
    return { ...body, dateMs };
  }

  /** Runs a request as the visitor. A visitor whom the API no longer knows, or whose token has expired, goes on as a new one. */
  async function asVisitor(getToken, run) {
    for (let tries = 1; ; tries++) {
      const token = await getToken();
      try {
        return await run(token);
      } catch (error) {
        if (error.status !== 401 || token === null) throw error;
        visitor.forget(token);
        if (tries === 2) throw error;
      }
    }
  }

  return {
    /** Resolves with the posts' likes. Only a visitor gets `liked`, and a person becomes a visitor with the first like. */
    async readLikes(postIds, failures) {
      const path = `/v1/likes?posts=${postIds.map(encodeURIComponent).join(',')}`;
      const { posts } = await asVisitor(visitor.token, (token) => request('GET', path, { token, failures }));
      if (!Array.isArray(posts)) throw new ApiError('The counter cannot be reached');
      return posts;
    },
    /**
     * Resolves with `dateMs`, the time of acceptance in whole seconds, or NaN if the API hides it from other origins.
     * @param getAction returns { liked, id }. It is asked once the person is a visitor, because that answer tells the time.
     */
    async setLiked(postId, { getAction, failures }) {
      const path = `/v1/posts/${encodeURIComponent(postId)}/like`;
      return asVisitor(visitor.become, (token) => {
        const { liked, id: key } = getAction();
        return request(liked ? 'PUT' : 'DELETE', path, { token, key, failures });
      });
    },
  };
}

function toError({ status, headers }, body) {
  // The page goes on with a sentence of its own.
  const detail = body?.detail?.replace(/\.$/, '');
  return new ApiError(detail ?? body?.title ?? `The counter answered ${status}`, {
    status,
    retryAfterSeconds: Number.parseInt(headers.get('retry-after') ?? '0') || 0,
    keyRefused:
      status === 400 &&
      (body?.serverTime !== undefined || body?.errors?.some(({ field }) => field === 'Idempotency-Key')),
  });
}
