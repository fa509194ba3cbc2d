// Reads: of one post, of many, and of a receipt.

import type { Kind } from './kind.ts';
import { bearer } from './kind.ts';

const ONE = 'GET /v1/posts/{postId}/likes';
const MANY = 'GET /v1/likes';
const BADGE = 'GET /v1/posts/{postId}/badge.svg';
const RECEIPT = 'GET /v1/receipts/{receipt}';
const parameters = { postId: 'post-1' };

const kind = (route: string, name: string, status: number, request: Kind['request']): Kind => ({
  route,
  name,
  answeredBy: 'read-counts',
  status,
  request,
});
const withKnown =
  (request: object | (() => object)): Kind['request'] =>
  ({ known }) => ({ ...(typeof request === 'function' ? request() : request), headers: bearer(known) });

const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n));

/** Each request names posts that no other one has named. The function would remember their counts for a second. */
let named = 0;
const newPost = () => ({ postId: `post-${named++}` });
const newPosts = (count: number) => repeat(count, () => `post=${newPost().postId}`).join('&');

const receipt = Buffer.from(
  JSON.stringify([1, 'abc', 'q', '01a20f3a-88f8-7282-b92f-000000000001', '+', 'post-1']),
).toString('base64url');

export const readKinds: readonly Kind[] = [
  kind(ONE, 'no token', 200, () => ({ parameters: newPost() })),
  kind(
    ONE,
    'known token',
    200,
    withKnown(() => ({ parameters: newPost() })),
  ),
  kind(ONE, 'forged token', 401, ({ forged }) => ({ parameters, headers: bearer(forged()) })),
  kind(ONE, 'post id too long, no token', 400, () => ({ parameters: { postId: 'é'.repeat(4_000) } })),
  kind(MANY, '1 post, no token', 200, () => ({ query: newPosts(1) })),
  kind(MANY, '50 posts, no token', 200, () => ({ query: newPosts(50) })),
  kind(
    MANY,
    '100 posts, known token',
    200,
    withKnown(() => ({ query: newPosts(100) })),
  ),
  kind(MANY, '100 posts, forged token', 401, ({ forged }) => ({
    query: newPosts(100),
    headers: bearer(forged()),
  })),
  kind(MANY, 'no post', 400, () => ({})),
  kind(MANY, '9,000 ampersands', 400, () => ({ query: '&'.repeat(9_000) })),
  kind(MANY, '4,500 unknown parameters', 400, () => ({ query: 'a&'.repeat(4_500) })),
  kind(MANY, '1,200 malformed parameters', 400, () => ({ query: '%=%&'.repeat(1_200) })),
  kind(MANY, '1,200 posts', 400, () => ({ query: 'post=a&'.repeat(1_200) })),
  kind(MANY, '9,000 commas', 400, () => ({ query: `posts=${','.repeat(9_000)}` })),
  kind(MANY, '9,000 commas, known token', 400, withKnown({ query: `posts=${','.repeat(9_000)}` })),
  kind(MANY, '3,000 encoded commas', 400, () => ({ query: `posts=${'%2C'.repeat(3_000)}` })),
  kind(MANY, '9,000 spaces in an id', 400, () => ({ query: `posts=a${'+'.repeat(9_000)}b` })),
  kind(MANY, 'post id too long', 400, () => ({ query: `post=${'%C3%A9'.repeat(1_500)}` })),
  kind(MANY, '50 posts, the last malformed', 400, () => ({ query: `${newPosts(49)}&post=%FF` })),
  kind(BADGE, 'no label', 200, () => ({ parameters: newPost() })),
  kind(BADGE, 'label too long', 400, () => ({ parameters, query: `label=${'é'.repeat(4_000)}` })),
  kind(BADGE, 'post id too long', 400, () => ({ parameters: { postId: 'é'.repeat(4_000) } })),
  kind(RECEIPT, 'a receipt of another person, known token', 404, withKnown({ parameters: { receipt } })),
  kind(RECEIPT, 'malformed, known token', 400, withKnown({ parameters: { receipt: '!' } })),
  kind(RECEIPT, 'too long, known token', 400, withKnown({ parameters: { receipt: 'a'.repeat(9_000) } })),
  kind(
    RECEIPT,
    'the longest that is none, known token',
    404,
    withKnown({ parameters: { receipt: 'a'.repeat(800) } }),
  ),
  kind(RECEIPT, 'no token', 401, () => ({ parameters: { receipt } })),
  kind(RECEIPT, 'forged token', 401, ({ forged }) => ({
    parameters: { receipt },
    headers: bearer(forged()),
  })),
];
