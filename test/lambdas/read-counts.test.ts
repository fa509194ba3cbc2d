import '../../trials/fuzz/environment.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkKeyText } from '../../core/likes/key-text.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import { asAnn, readerOf, verifyToken } from '../../trials/fuzz/fakes.ts';
import { type HttpRequest, httpApiEvent, restApiEvent } from './http-api-event.ts';

const AS_OF = '2026-11-24T00:00:00.000Z';
const ONE = 'GET /v1/posts/{postId}/likes';
const MANY = 'GET /v1/likes';

const reader = readerOf({ a: { count: 3, asOf: AS_OF }, 'x,y': { count: 1, asOf: AS_OF } }, { ann: ['a'] });
const handler = serve(makeReadCounts({ reader, verifyToken }));

async function get(routeKey: string, request: HttpRequest = {}) {
  const { statusCode, headers, body } = await handler(httpApiEvent(routeKey, request));
  return { status: statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
}

async function postIdsOf(query: string): Promise<unknown[]> {
  const { status, body } = await get(MANY, { query });
  expect(status).toBe(200);
  return (body['posts'] as { postId: string }[]).map(({ postId }) => postId);
}

describe('read-counts', () => {
  test.each([ONE, MANY])('refuses an invalid token although it needs none: %s', async (routeKey) => {
    const headers = { authorization: 'Bearer expired' };
    const answer = await get(routeKey, { parameters: { postId: 'a' }, query: 'posts=a', headers });
    expect(answer).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    });
  });

  test.each([
    ['a query without the posts parameter', ''],
    ['a query with another parameter only', 'post=a'],
    ['a query that names no post', 'posts='],
    ['an empty post id among others', 'posts=a,,b'],
    ['a malformed encoding', 'posts=a,%zz'],
    ['an encoding that is not UTF-8', 'posts=%C3'],
    ['a control character', 'posts=a%00'],
    ['a post id over 128 bytes', `posts=${'x'.repeat(129)}`],
    ['more than 100 posts', `posts=${Array.from({ length: 101 }, (_, n) => n).join(',')}`],
  ])('answers 400 to %s', async (_, query) => {
    expect(await get(MANY, { query })).toMatchObject({ status: 400, body: { errors: [{ field: 'posts' }] } });
  });

  test('answers 400 to a malformed post id in the path', async () => {
    expect((await get(ONE, { parameters: { postId: 'x'.repeat(129) } })).status).toBe(400);
    expect((await get(ONE, { parameters: { postId: '' } })).status).toBe(400);
  });

  test('answers 500 without details when the counts cannot be read', async () => {
    const broken = { ...reader, readCounts: () => Promise.reject(new Error('table likes-42 is gone')) };
    const brokenHandler = serve(makeReadCounts({ reader: broken, verifyToken }));
    const { statusCode, body } = await brokenHandler(httpApiEvent(ONE, { parameters: { postId: 'a' } }));
    expect(statusCode).toBe(500);
    expect(body).not.toContain('likes-42');
  });

  test('tells everybody the count and how fresh it is, and any cache may keep that for a second', async () => {
    const answer = await get(ONE, { parameters: { postId: 'a' } });
    expect(answer).toEqual({
      status: 200,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'public, max-age=1',
        vary: 'Authorization',
      },
      body: { postId: 'a', count: 3, asOf: AS_OF },
    });
  });

  test('answers zero and no time for a post that nobody has liked', async () => {
    expect((await get(ONE, { parameters: { postId: 'new' } })).body).toEqual({
      postId: 'new',
      count: 0,
      asOf: null,
    });
  });

  test('tells a person whether they like the posts, and no cache may keep that', async () => {
    const answer = await get(MANY, { query: 'posts=a,new', headers: asAnn });
    expect(answer.headers).toMatchObject({ 'cache-control': 'private, no-store' });
    expect(answer.body).toEqual({
      posts: [
        { postId: 'a', count: 3, asOf: AS_OF, liked: true },
        { postId: 'new', count: 0, asOf: null, liked: false },
      ],
    });
  });

  test('names each post once, in the order of the query', async () => {
    expect(await postIdsOf('posts=b,a,b,a')).toEqual(['b', 'a']);
    expect(await postIdsOf('page=1&posts=a&posts=b')).toEqual(['a', 'b']);
    expect(await postIdsOf(`posts=${Array.from({ length: 100 }, (_, n) => n).join(',')}`)).toHaveLength(100);
  });

  test('splits the query at its commas before it decodes the ids', async () => {
    expect(await postIdsOf('posts=a,x%2Cy')).toEqual(['a', 'x,y']);
  });

  test('accepts every valid post id in the query', async () => {
    const postId = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((id) => !checkKeyText(id));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(postId, { minLength: 1, maxLength: 5 }), async (postIds) => {
        expect(await postIdsOf(`posts=${postIds.map(encodeURIComponent).join(',')}`)).toEqual(postIds);
      }),
    );
  });

  test('understands the events of a REST API, which hands the query over decoded', async () => {
    const { statusCode, body } = await handler(restApiEvent('GET', '/v1/likes', { posts: 'a,b é' }));
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ posts: [{ postId: 'a' }, { postId: 'b é' }] });
  });
});
