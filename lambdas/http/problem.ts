// Every answer that is not a success is a problem document (RFC 9457).

const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** What is wrong with one field of a request; `field` is a path such as `actions[3].postId`. */
export interface FieldError {
  readonly field: string;
  readonly detail: string;
}

interface ProblemExtras {
  readonly errors?: readonly FieldError[];
  readonly headers?: Record<string, string>;
}

/** The problem as an answer. `detail` is for the person who sent the request: nothing about the inside of the system. */
export function problem(
  status: ProblemStatus,
  detail: string,
  { errors, headers }: ProblemExtras = {},
): Response {
  const body = { type: 'about:blank', title: TITLES[status], status, detail, ...(errors ? { errors } : {}) };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

/** 400 for one bad field. */
export function badField(field: string, detail: string): Response {
  return problem(400, `${field}: ${detail}`, { errors: [{ field, detail }] });
}

/** 503: nothing is wrong with the request, which may be sent again in a second. */
export function unavailable(detail: string): Response {
  return problem(503, detail, { headers: { 'retry-after': '1' } });
}
