// Reads of the past: a post's timeline, what trends, what a person likes, and the feed.

import { bearer, type Kind } from './kind.ts';

const TIMELINE = 'GET /v1/posts/{postId}/timeline';
const TRENDING = 'GET /v1/trending';
const MY_LIKES = 'GET /v1/me/likes';
const FEED = 'GET /v1/posts';
const parameters = { postId: 'post-1' };

const kind = (route: string, name: string, status: number, request: Kind['request']): Kind => ({
  route,
  name,
  answeredBy: 'read-counts',
  status,
  request,
});
const withKnown =
  (query: string): Kind['request'] =>
  ({ known }) => ({ query, headers: bearer(known) });

export const activityKinds: readonly Kind[] = [
  kind(TIMELINE, 'the last hour', 200, () => ({ parameters })),
  kind(TIMELINE, 'from no time', 400, () => ({ parameters, query: `from=${'9'.repeat(8_000)}` })),
  kind(TIMELINE, 'post id too long', 400, () => ({ parameters: { postId: 'é'.repeat(4_000) } })),
  kind(TRENDING, 'no limit', 200, () => ({})),
  kind(TRENDING, 'no number', 400, () => ({ query: `limit=${'x'.repeat(8_000)}` })),
  kind(MY_LIKES, 'known token', 200, withKnown('')),
  kind(MY_LIKES, 'a cursor that is none, known token', 400, withKnown(`after=${'a'.repeat(8_000)}`)),
  kind(MY_LIKES, 'no token', 401, () => ({})),
  kind(MY_LIKES, 'forged token', 401, ({ forged }) => ({ headers: bearer(forged()) })),
  kind(FEED, 'no limit', 200, () => ({})),
  kind(FEED, 'no number', 400, () => ({ query: `limit=${'x'.repeat(8_000)}` })),
  kind(FEED, 'a place that is none', 400, () => ({ query: `after=${'a'.repeat(8_000)}` })),
];
