// Requests with one action, with every kind of token. The first of them is the like that all refusals are compared with.

import { makeEventIds } from '../../traffic/action.ts';
import { bearer, type Kind } from './kind.ts';

const LIKE = 'PUT /v1/posts/{postId}/like';
const UNLIKE = 'DELETE /v1/posts/{postId}/like';
const LONGEST_POST_ID = 'p'.repeat(128);
const parameters = { postId: 'post-1' };
const idOf = makeEventIds(Date.now());
let ids = 0;

const kind = (name: string, status: number, request: Kind['request'], route = LIKE): Kind => ({
  route,
  name,
  answeredBy: 'accept-like',
  status,
  request,
});

export const KNOWN_LIKE = kind('a like, known token', 202, ({ known }) => ({
  parameters,
  headers: bearer(known),
}));

export const likeKinds: readonly Kind[] = [
  KNOWN_LIKE,
  kind('a like, new token', 202, ({ next }) => ({ parameters, headers: bearer(next()) })),
  kind('the longest post id and an own key, known token', 202, ({ known }) => ({
    parameters: { postId: LONGEST_POST_ID },
    headers: { ...bearer(known), 'idempotency-key': `"${idOf(ids++)}"` },
  })),
  kind('no token', 401, () => ({ parameters })),
  kind('another scheme', 401, () => ({ parameters, headers: { authorization: 'Basic YTpi' } })),
  kind('malformed token', 401, ({ malformed }) => ({ parameters, headers: bearer(malformed) })),
  kind('token too long', 401, ({ tooLong }) => ({ parameters, headers: bearer(tooLong) })),
  kind('token of spaces', 401, () => ({
    parameters,
    headers: { authorization: `Bearer${' '.repeat(9_500)}` },
  })),
  kind('unsigned token', 401, ({ unsigned }) => ({ parameters, headers: bearer(unsigned) })),
  kind('expired token', 401, ({ expired }) => ({ parameters, headers: bearer(expired) })),
  kind('token of another issuer', 401, (tokens) => ({ parameters, headers: bearer(tokens.ofAnotherIssuer) })),
  kind('token of an unknown key', 401, (tokens) => ({ parameters, headers: bearer(tokens.ofUnknownKey) })),
  kind('forged token', 401, ({ forged }) => ({ parameters, headers: bearer(forged()) })),
  kind('the longest forged token', 401, ({ longForged }) => ({ parameters, headers: bearer(longForged) })),
  kind('bad Idempotency-Key, known token', 400, ({ known }) => ({
    parameters,
    headers: { ...bearer(known), 'idempotency-key': 'x' },
  })),
  kind('the longest Idempotency-Key, known token', 400, ({ known }) => ({
    parameters,
    headers: { ...bearer(known), 'idempotency-key': '"'.repeat(9_000) },
  })),
  kind('bad Idempotency-Key, new token', 400, ({ next }) => ({
    parameters,
    headers: { ...bearer(next()), 'idempotency-key': 'x' },
  })),
  kind('post id too long, known token', 400, ({ known }) => ({
    parameters: { postId: 'é'.repeat(4_000) },
    headers: bearer(known),
  })),
  kind('post id of dots, known token', 400, ({ known }) => ({
    parameters: { postId: '..' },
    headers: bearer(known),
  })),
  kind('2,000 headers, no token', 401, () => ({ parameters, headers: MANY_HEADERS })),
  kind('a body over the limit, no token', 413, () => ({ parameters, body: HUGE })),
  kind('a body over the limit in base64, known token', 413, ({ known }) => ({
    parameters,
    headers: bearer(known),
    body: HUGE_BYTES,
  })),
  kind('an unlike, known token', 202, ({ known }) => ({ parameters, headers: bearer(known) }), UNLIKE),
  kind('no token', 401, () => ({ parameters }), UNLIKE),
  kind('forged token', 401, ({ forged }) => ({ parameters, headers: bearer(forged()) }), UNLIKE),
];

const MANY_HEADERS = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`h${index}`, 'é']));
/** As much as Lambda hands over. */
const HUGE = 'x'.repeat(5_900_000);
const HUGE_BYTES = Buffer.alloc(4_400_000);
