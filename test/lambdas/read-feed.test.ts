// The feed of posts: what may be asked for, and what the answer says of caching and of the next page.

import '../../trials/fuzz/environment.ts';
import { expect, test } from 'vitest';
import type { PostFeed } from '../../core/posts/feed.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import { readerOf, verifyToken } from '../../trials/fuzz/fakes.ts';
import { httpApiEvent } from './http-api-event.ts';

const post = { postId: 'a', title: 'A', text: 'b', author: 'c', createdAt: '2026-11-24T00:00:00.000Z' };
const PLACE = '2026-11-24T00:00:00.000Z#a';

async function get(query: string, feed?: PostFeed) {
  const handler = serve(makeReadCounts({ reader: readerOf({}), verifyToken, feed }));
  const answer = await handler(httpApiEvent('GET /v1/posts', { query }));
  return {
    status: answer.statusCode,
    headers: answer.headers ?? {},
    body: JSON.parse(answer.body) as Record<string, unknown>,
  };
}

test.each([
  ['limit=0', 'limit'],
  ['limit=51', 'limit'],
  ['limit=1.5', 'limit'],
  ['limit=', 'limit'],
  ['limit=all', 'limit'],
  ['after=', 'after'],
  ['after=yesterday', 'after'],
  [`after=${encodeURIComponent(PLACE)}${'x'.repeat(200)}`, 'after'],
])('?%s is answered with 400, and the feed is not asked', async (query, field) => {
  const { status, body } = await get(query, { readPage: () => Promise.reject(new Error('asked')) });
  expect(status).toBe(400);
  expect(body).toMatchObject({ errors: [{ field }] });
});

test('a page of posts says what comes next, and may be kept by caches', async () => {
  const asked: unknown[] = [];
  const feed: PostFeed = {
    async readPage(limit, after) {
      asked.push([limit, after]);
      return { posts: [post], next: PLACE };
    },
  };
  const { status, headers, body } = await get('', feed);
  expect([status, body]).toEqual([200, { posts: [post], next: PLACE }]);
  expect(headers['cache-control']).toBe('public, max-age=10, stale-while-revalidate=60');
  await get(`limit=50&after=${encodeURIComponent(PLACE)}`, feed);
  expect(asked).toEqual([
    [20, undefined],
    [50, PLACE],
  ]);
});

test('a deployment without posts has an empty feed', async () => {
  expect((await get('')).body).toEqual({ posts: [] });
});
