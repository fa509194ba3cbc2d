// Requests for a visitor's token, for the document, and for what does not exist.

import { bearer, type Kind } from './kind.ts';

const kind = (route: string, name: string, status: number, request: Kind['request'] = () => ({})): Kind => ({
  route,
  name,
  answeredBy: /visitors|challenges/.test(route) ? 'issue-visitor' : 'describe-api',
  status,
  request,
});

const HUGE = 'x'.repeat(5_900_000);

export const otherKinds: readonly Kind[] = [
  kind('POST /v1/visitors', 'no body', 201),
  kind('POST /v1/visitors', 'a token to renew', 201, ({ known }) => ({ headers: bearer(known) })),
  kind('POST /v1/visitors', 'a forged token to renew', 401, ({ forged }) => ({ headers: bearer(forged()) })),
  kind('POST /v1/visitors', 'a body over the limit', 413, () => ({ body: HUGE })),
  kind('POST /v1/challenges', 'where there is none', 404),
  kind('GET /v1/live', 'no token', 200),
  kind('GET /v1/openapi.json', 'no token', 200),
  kind('GET /nowhere', 'unknown route', 404),
  kind('POST /nowhere', 'unknown route, a body over the limit', 413, () => ({ body: HUGE })),
  kind('POST /nowhere', 'unknown route, a body at the limit in base64', 404, () => ({
    body: Buffer.alloc(65_536),
  })),
  kind('GET /nowhere', 'unknown route, the longest query', 404, () => ({ query: 'a=%&'.repeat(2_300) })),
  kind(`GET ${'/a'.repeat(4_500)}`, 'unknown route of 4,500 segments', 404),
  kind(`GET /${'%'.repeat(9_000)}`, 'unknown route, malformed', 404),
  kind(`GET ${'/..'.repeat(3_000)}`, 'unknown route of dots', 404),
  kind('PATCH /v1/likes', 'wrong method', 405),
  kind('PATCH /v1/likes', 'wrong method, forged token', 405, ({ forged }) => ({ headers: bearer(forged()) })),
  kind('TRACE /v1/likes', 'a method that no route has', 405),
  kind('OPTIONS /v1/likes', 'preflight', 204, () => ({
    headers: { 'access-control-request-method': 'POST', origin: 'https://example.com' },
  })),
];
