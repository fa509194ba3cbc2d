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
const MINUTE_MS = 60_000;
const now = () => Date.parse(AS_OF) + MINUTE_MS;
const handler = serve(makeReadCounts({ reader, verifyToken, now }));

async function get(routeKey: string, request: HttpRequest = {}) {
  const { statusCode, headers, body } = await handler(httpApiEvent(routeKey, request));
  return { status: statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
}

async function postIdsOf(query: string): Promise<unknown[]> {
  const { status, body } = await get(MANY, { query });
  expect(status).toBe(200);
  return (body['posts'] as { postId: string }[]).map(({ postId }) => postId);
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n).join(',');

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
    ['no posts parameter', ''],
    ['another parameter only', 'page=a'],
    ['no post', 'posts='],
    ['an empty post among others', 'posts=a,,b'],
    ['a malformed encoding', 'posts=a,%zz'],
    ['an encoding that is not UTF-8', 'posts=%C3'],
    ['a control character', 'posts=a%00'],
    ['a post id over 128 bytes', `posts=${'x'.repeat(129)}`],
    ['more than 50 posts', `posts=${numbers(51)}`],
    ['more than 50 names of one post', `posts=${Array(51).fill('a').join(',')}`],
    ['more than 50 posts in both ways', `posts=${Array(30).fill('a').join(',')}${'&post=b'.repeat(21)}`],
    ['only spaces between commas', 'posts=a,+,b'],
  ])('answers 400 to %s', async (_, query) => {
    expect(await get(MANY, { query })).toMatchObject({ status: 400, body: { errors: [{ field: 'posts' }] } });
  });

  test.each(['post=', 'post', 'post=%zz', 'post=a&post=%00', `post=${'x'.repeat(129)}`])(
    'answers 400 to %s',
    async (query) => {
      expect(await get(MANY, { query })).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'post' }] },
      });
    },
  );

  test('answers 400 to a bad post id in the path', async () => {
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

  test('takes more posts from a visitor than from a stranger, and tells both how many', async () => {
    const tooManyOf = async (count: number, headers = {}) =>
      (await get(MANY, { query: `posts=${numbers(count)}`, headers })).body['detail'];
    expect(await tooManyOf(51)).toBe(
      'posts: must name at most 50 posts without a token, and at most 100 with one',
    );
    expect(await tooManyOf(50)).toBeUndefined();
    expect(await tooManyOf(101, asAnn)).toBe('posts: must name at most 100 posts');
    expect(await tooManyOf(100, asAnn)).toBeUndefined();
  });

  test('tells everybody the count, how fresh it is, and how long a cache may keep that', async () => {
    const answer = await get(ONE, { parameters: { postId: 'a' } });
    expect(answer).toEqual({
      status: 200,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'public, max-age=6, stale-while-revalidate=6',
        etag: expect.stringMatching(/^"[\w-]{22}"$/),
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
    expect(await postIdsOf(`posts=${numbers(50)}`)).toHaveLength(50);
  });

  test.each([
    ['a list', 'posts=a,b'],
    ['an encoded list, as URLSearchParams and generated clients send it', 'posts=a%2Cb'],
    ['an encoded list in lower case', 'posts=a%2cb'],
    ['a list in several parameters', 'posts=a&posts=b'],
    ['a list with spaces', 'posts=a,%20b'],
    ['a list with spaces as forms write them', 'posts=+a+%2C++b+'],
    ['a parameter for each post', 'post=a&post=b'],
    ['both ways', 'posts=a&post=b'],
    ['an encoded name', '%70ost=a&p%6Fsts=b'],
  ])('reads two posts from %s', async (_, query) => {
    expect(await postIdsOf(query)).toEqual(['a', 'b']);
  });

  test.each([
    ['a comma needs a parameter of its own', 'post=x%2Cy&post=x,y&posts=x%2Cy', ['x,y', 'x', 'y']],
    ['a plus is a space', 'posts=x+y&post=x%2By', ['x y', 'x+y']],
    ['spaces at the ends are kept in a parameter of its own', 'post=+x+', [' x ']],
    ['an equals sign is part of an id', 'post=x=y', ['x=y']],
    ['what is encoded twice is decoded once', 'posts=x%252Cy', ['x%2Cy']],
  ])('%s', async (_, query, postIds) => {
    expect(await postIdsOf(query)).toEqual(postIds);
  });

  test('reads any ids through repeated parameters, whichever way a client encodes them', async () => {
    const postId = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((id) => !checkKeyText(id));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(postId, { minLength: 1, maxLength: 5 }), async (postIds) => {
        expect(await postIdsOf(postIds.map((id) => `post=${encodeURIComponent(id)}`).join('&'))).toEqual(
          postIds,
        );
        const query = String(new URLSearchParams(postIds.map((id): [string, string] => ['post', id])));
        expect(await postIdsOf(query)).toEqual(postIds);
      }),
    );
  });

  test('reads any ids without a comma through a list', async () => {
    const postId = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((id) => !checkKeyText(id) && !/^ |,| $/.test(id));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(postId, { minLength: 1, maxLength: 5 }), async (postIds) => {
        expect(await postIdsOf(`posts=${postIds.map(encodeURIComponent).join(',')}`)).toEqual(postIds);
        expect(await postIdsOf(String(new URLSearchParams({ posts: postIds.join(',') })))).toEqual(postIds);
      }),
    );
  });

  test('understands the events of a REST API, which hands the query over decoded', async () => {
    const { statusCode, body } = await handler(restApiEvent('GET', '/v1/likes', { posts: 'a,b é' }));
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ posts: [{ postId: 'a' }, { postId: 'b é' }] });
    const repeated = {
      ...restApiEvent('GET', '/v1/likes', { post: 'b' }),
      multiValueQueryStringParameters: { post: ['x,y', 'b'] },
    };
    const answer = await handler(repeated);
    expect(JSON.parse(answer.body)).toMatchObject({ posts: [{ postId: 'x,y' }, { postId: 'b' }] });
  });
});
