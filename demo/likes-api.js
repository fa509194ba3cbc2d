// The likes API as a browser uses it. A browser is one visitor of each API, and a failure is an ApiError.

/** `message` is meant to be shown to people. `status` is undefined if no answer came. */
export class ApiError extends Error {
  name = 'ApiError';

  constructor(message, { status, retryAfterSeconds = 0, cause } = {}) {
    super(message, { cause });
    this.status = status;
    this.retryAfterMs = 1_000 * retryAfterSeconds;
    this.mayPass = status === undefined || status === 429 || status >= 500;
  }
}

/**
 * Returns how many milliseconds to wait after so many failures in a row. The time grows exponentially with full jitter up to 30 s,
 * and comes on top of the time that the server asked for.
 */
export function retryDelayMs(failures, { retryAfterMs = 0 } = {}) {
  return retryAfterMs + Math.random() * Math.min(30_000, 1_000 * 2 ** failures);
}

/** @param {string} base the address of the API; an empty one stands for the page's own server */
export function makeLikesApi(base) {
  // The key names the API, so that no API ever gets the token of another.
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

  /** Runs a request as the visitor. A visitor whom the API no longer knows, or whose token has expired, goes on as a new one. */
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
    /** Resolves with the posts' likes. Only a visitor gets `liked`, and a person becomes a visitor with the first like. */
    async readLikes(postIds) {
      const query = postIds.map(encodeURIComponent).join(',');
      const { posts } = await asVisitor(() => request('GET', `/v1/likes?posts=${query}`));
      return posts;
    },
    /** Resolves with the accepted event. Its id carries the time of acceptance. */
    async setLiked(postId, liked) {
      return asVisitor(async () => {
        if (!token) await (issuing ??= issueVisitor().finally(() => (issuing = undefined)));
        return request(liked ? 'PUT' : 'DELETE', `/v1/posts/${encodeURIComponent(postId)}/like`);
      });
    },
  };
}
