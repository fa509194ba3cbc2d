// The answers about the past of posts, trends, and a person's own likes.

import '../../trials/fuzz/environment.ts';
import { expect, test } from 'vitest';
import { encodeCursor, type LikedPostsReader } from '../../core/likes/liked-posts.ts';
import type { MoverOf } from '../../core/live/movers.ts';
import type { MinuteCount } from '../../core/live/roll-up-ports.ts';
import { minuteText } from '../../adapters/dynamodb/timeline.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import { asAnn, readerOf, verifyToken } from '../../trials/fuzz/fakes.ts';
import { type HttpRequest, httpApiEvent } from './http-api-event.ts';

const TIMELINE = 'GET /v1/posts/{postId}/timeline';
const TRENDING = 'GET /v1/trending';
const MINE = 'GET /v1/me/likes';
const NOW_MS = Date.UTC(2026, 10, 26, 12, 34, 56);

const rows: MinuteCount[] = [{ key: 'p', minuteMs: Date.UTC(2026, 10, 26, 12, 33), count: 120, commits: 9 }];
const mover = (key: string, first: number, last: number): MoverOf => ({
  key,
  first: { count: first, commits: first },
  last: { count: last, commits: last },
});

function setUp() {
  const asked: unknown[][] = [];
  const liked: LikedPostsReader = {
    async readLikedPosts(userId, page) {
      asked.push([userId, page]);
      return { posts: [{ postId: 'p', likedAtMs: NOW_MS }], next: 'p' };
    },
  };
  const activity = {
    liked,
    timeline: {
      async readMinutes(postId: string, fromMs: number, lastMs: number) {
        asked.push([postId, minuteText(fromMs), minuteText(lastMs)]);
        return rows;
      },
    },
    trending: {
      async readMovers(windowsMs: readonly number[]) {
        asked.push([...windowsMs]);
        return [mover('p', 1, 5), mover('q', 10, 90), mover('p', 5, 7)];
      },
    },
    now: () => NOW_MS,
  };
  return { asked, handler: serve(makeReadCounts({ reader: readerOf({}), activity, verifyToken })) };
}

async function get(routeKey: string, request: HttpRequest = {}, { handler, asked } = setUp()) {
  const answer = await handler(httpApiEvent(routeKey, { parameters: { postId: 'p' }, ...request }));
  return { ...answer, body: JSON.parse(answer.body) as Record<string, unknown>, asked };
}

const cursor = (text: string) => Buffer.from(text).toString('base64url');

test.each([
  ['step', 'step=0'],
  ['step', 'step=1441'],
  ['step', 'step=1.5'],
  ['step', 'step='],
  ['from', 'from=yesterday'],
  ['from', 'from=2026-13-26T12:00Z'],
  ['from', 'from=2026-11-26T12:00'],
  ['to', 'to=2026-11-26'],
  ['from', 'from=2026-11-26T12:00Z&to=2026-11-26T11:59Z'],
  ['from', 'from=2026-11-25T12:34Z'],
  ['from', 'from=2026-11-26T12:35Z'],
])('a timeline is refused for its %s: %s', async (field, query) => {
  const answer = await get(TIMELINE, { query });
  expect(answer).toMatchObject({ statusCode: 400, body: { errors: [{ field }] }, asked: [] });
});

test('without parameters a timeline is the hour that ends with the running minute', async () => {
  const { statusCode, body, asked, headers } = await get(TIMELINE);
  expect(statusCode).toBe(200);
  expect(asked).toEqual([['p', '2026-11-26T11:35Z', '2026-11-26T12:34Z']]);
  expect(body).toMatchObject({ postId: 'p', stepMinutes: 1 });
  const points = body['points'] as object[];
  expect(points).toHaveLength(60);
  expect(points.slice(-3)).toEqual([
    { at: '2026-11-26T12:32:00.000Z', count: null, likes: null },
    { at: '2026-11-26T12:33:00.000Z', count: 120, likes: null },
    { at: '2026-11-26T12:34:00.000Z', count: 120, likes: 0 },
  ]);
  expect(headers?.['cache-control']).toMatch(/^public, max-age=30/);
});

test.each([
  ['step=1440', '2026-11-25T12:35Z', 1],
  ['step=60', '2026-11-25T12:35Z', 24],
  ['from=2026-11-25T12:35Z', '2026-11-25T12:35Z', 1_440],
  ['from=2026-11-26T12:34:56.789Z', '2026-11-26T12:34Z', 1],
  ['to=2027-01-01T00:00Z', '2026-11-26T11:35Z', 60],
])('the range of %s begins at %s', async (query, from, points) => {
  const { asked, body } = await get(TIMELINE, { query });
  expect(asked).toEqual([['p', from, '2026-11-26T12:34Z']]);
  expect(body['points']).toHaveLength(points);
});

test('a deployment without live counts has neither a timeline nor trends', async () => {
  const plain = { asked: [], handler: serve(makeReadCounts({ reader: readerOf({}), verifyToken })) };
  expect(await get(TIMELINE, {}, plain)).toMatchObject({ statusCode: 404 });
  expect(await get(TRENDING, {}, plain)).toMatchObject({ statusCode: 404 });
});

test.each(['limit=0', 'limit=101', 'limit=all', 'limit=', 'limit=-1'])(
  'a page with %s is refused',
  async (query) => {
    const refusal = { statusCode: 400, body: { errors: [{ field: 'limit' }] } };
    expect(await get(TRENDING, { query })).toMatchObject(refusal);
    expect(await get(MINE, { query, headers: asAnn })).toMatchObject(refusal);
  },
);

test('the posts that trend are those that gained most, over both windows', async () => {
  const { body, asked, headers } = await get(TRENDING, { query: 'limit=2' });
  expect(asked).toEqual([[Date.UTC(2026, 10, 26, 12, 30), Date.UTC(2026, 10, 26, 12, 20)]]);
  expect(body).toEqual({
    since: '2026-11-26T12:20:00.000Z',
    posts: [
      { postId: 'q', count: 90, likes: 80 },
      { postId: 'p', count: 7, likes: 6 },
    ],
  });
  expect(headers?.['cache-control']).toMatch(/^public/);
});

test('nobody lists likes without a token', async () => {
  expect(await get(MINE)).toMatchObject({ statusCode: 401, asked: [] });
});

test('a person is told what they like and when they liked it, and no cache may keep that', async () => {
  const { body, asked, headers } = await get(MINE, { headers: asAnn });
  expect(asked).toEqual([['ann', { after: undefined, limit: 20 }]]);
  expect(body).toEqual({
    likes: [{ postId: 'p', likedAt: new Date(NOW_MS).toISOString() }],
    next: cursor(encodeCursor('ann', 'p')),
  });
  expect(headers?.['cache-control']).toBe('private, no-store');
});

test('a page goes on from the cursor that the page before gave', async () => {
  const { body } = await get(MINE, { headers: asAnn });
  const { asked } = await get(MINE, { headers: asAnn, query: `limit=5&after=${String(body['next'])}` });
  expect(asked).toEqual([['ann', { after: 'p', limit: 5 }]]);
});

test.each([
  ['another person’s', cursor(encodeCursor('bob', 'p'))],
  ['empty', ''],
  ['no base64url', 'a+b'],
  ['no JSON', cursor('p')],
  ['of another version', cursor(encodeCursor('ann', 'p').replace('1', '2'))],
  ['without a post', cursor(encodeCursor('ann', ''))],
  ['of a post that cannot be', cursor(encodeCursor('ann', 'a\u0000'))],
  ['cut off', cursor(encodeCursor('ann', 'p')).slice(0, -2)],
  ['too long', 'a'.repeat(1_201)],
])('a cursor that is %s is refused', async (_, after) => {
  const answer = await get(MINE, { headers: asAnn, query: `after=${encodeURIComponent(after)}` });
  expect(answer).toMatchObject({ statusCode: 400, body: { errors: [{ field: 'after' }] }, asked: [] });
});
