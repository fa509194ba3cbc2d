// The likes API as a browser sees it: one visitor per browser and API, failures as ApiError.

/** `message` is meant to be shown; `status` is undefined where no answer came. */
export class ApiError extends Error {
  name = 'ApiError';

  constructor(message, { status, retryAfterSeconds = 0, cause } = {}) {
    super(message, { cause });
    this.status = status;
    this.retryAfterMs = 1_000 * retryAfterSeconds;
    this.mayPass = status === undefined || status === 429 || status >= 500;
  }
}

/** How long to wait after so many failures in a row, in milliseconds: exponential with full jitter, at most 30 s. */
export function retryDelayMs(failures, { retryAfterMs = 0 } = {}) {
  return retryAfterMs + Math.random() * Math.min(30_000, 1_000 * 2 ** failures);
}

/** @param {string} base where the API is; empty: where the page is */
export function makeLikesApi(base) {
  // By API, so that no API ever gets to see the token of another.
  const tokenKey = `likes-visitor ${base}`;
  let token = localStorage.getItem(tokenKey);
  let issuing;

  async function request(method, path) {
    const used = token;
    const headers = used ? { authorization: `Bearer ${used}` } : {};
    const signal = AbortSignal.timeout(10_000);
    const response = await fetch(base + path, { method, headers, signal }).catch((cause) => {
      throw new ApiError('The counter cannot be reached', { cause });
    });
    const body = await response.json().catch(() => ({}));
    if (response.ok) return body;
    const { status } = response;
    if (status === 401 && used === token) forgetVisitor();
    const retryAfterSeconds = Number.parseInt(response.headers.get('retry-after') ?? '0') || 0;
    throw new ApiError(body.detail ?? body.title ?? `The counter answered ${status}`, {
      status,
      retryAfterSeconds,
    });
  }

  /** A visitor who is no longer known, or whose token ran out, goes on as a new one. */
  async function asVisitor(run) {
    const known = token !== null;
    return run().catch((error) => {
      if (error.status === 401 && known) return run();
      throw error;
    });
  }

  async function issueVisitor() {
    ({ token } = await request('POST', '/v1/visitors'));
    localStorage.setItem(tokenKey, token);
  }

  function forgetVisitor() {
    token = null;
    localStorage.removeItem(tokenKey);
  }

  return {
    /** The posts' likes; `liked` is there for visitors, which people become by their first like. */
    async readLikes(postIds) {
      const query = postIds.map(encodeURIComponent).join(',');
      const { posts } = await asVisitor(() => request('GET', `/v1/likes?posts=${query}`));
      return posts;
    },
    /** Resolves with the accepted event: its id carries the time of acceptance. */
    async setLiked(postId, liked) {
      return asVisitor(async () => {
        if (!token) await (issuing ??= issueVisitor().finally(() => (issuing = undefined)));
        return request(liked ? 'PUT' : 'DELETE', `/v1/posts/${encodeURIComponent(postId)}/like`);
      });
    },
  };
}
