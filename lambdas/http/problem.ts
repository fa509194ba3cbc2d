// Makes problem documents (RFC 9457). Every answer that is not a success is one.

const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** What is wrong with one field of a request. `field` is a path such as `actions[3].postId`. */
export interface FieldError {
  readonly field: string;
  readonly detail: string;
}

interface ProblemExtras {
  /** Says which problem it is where the status alone does not. */
  readonly type?: string;
  readonly errors?: readonly FieldError[];
  /** The server's time in milliseconds since 1970, for a client whose clock may be wrong. */
  readonly serverTimeMs?: number | undefined;
  /** Where a challenge is posed. */
  readonly challenge?: string;
  readonly headers?: Record<string, string>;
}

/** Returns the problem as an answer. The sender of the request reads `detail`, so it must tell nothing about the inside of the system. */
export function problem(
  status: ProblemStatus,
  detail: string,
  { type = 'about:blank', errors, serverTimeMs, challenge, headers }: ProblemExtras = {},
): Response {
  const body = {
    type,
    title: TITLES[status],
    status,
    detail,
    ...(errors ? { errors } : {}),
    ...(serverTimeMs === undefined ? {} : { serverTime: new Date(serverTimeMs).toISOString() }),
    ...(challenge === undefined ? {} : { challenge }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

/** Answers 400 for one bad field. */
export function badField(field: string, detail: string, serverTimeMs?: number): Response {
  return problem(400, `${field}: ${detail}`, { errors: [{ field, detail }], serverTimeMs });
}

/** Answers 503. Nothing is wrong with the request, and the client may send it again after a second. */
export function unavailable(detail: string): Response {
  return problem(503, detail, { headers: { 'retry-after': '1' } });
}

/** Answers 429. Nothing was taken, and the client may send the same request again after the time, in whole seconds. */
export function tooMany(waitMs: number): Response {
  const seconds = Math.ceil(waitMs / 1_000);
  const headers = { 'retry-after': String(seconds) };
  return problem(429, `You ask for more than your share. Try again in ${seconds} s.`, { headers });
}
