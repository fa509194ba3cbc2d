import '../../trials/fuzz/environment.ts';
import { describe, expect, test } from 'vitest';
import { makeDescribeApi } from '../../lambdas/describe-api.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { defaultRouteEvent, httpApiEvent } from './http-api-event.ts';

const handler = serve(makeDescribeApi());
const ask = (method: string, path: string) => handler(defaultRouteEvent(method, path));

describe('describe-api', () => {
  test.each([
    '/',
    '/v1',
    '/v2/likes',
    '/v1/posts/a',
    '/v1/posts/a/b/like',
    '/v1/posts/a/like/',
    '/v1/posts/100%/x?y#z',
  ])('answers 404 to the unknown path %s', async (path) => {
    const { statusCode, headers, body } = await ask('GET', path);
    expect(statusCode).toBe(404);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404 });
  });

  test.each([
    ['GET', '/v1/posts/a/like', 'PUT, DELETE, OPTIONS'],
    ['POST', '/v1/posts/a/likes', 'GET, OPTIONS'],
    ['PATCH', '/v1/likes', 'POST, GET, OPTIONS'],
    ['HEAD', '/v1/likes', 'POST, GET, OPTIONS'],
    ['GET', '/v1/visitors', 'POST, OPTIONS'],
    ['POST', '/v1/openapi.json', 'GET, OPTIONS'],
  ])('answers 405 to %s %s and names the allowed methods %s', async (method, path, allow) => {
    const { statusCode, headers } = await ask(method, path);
    expect(statusCode).toBe(405);
    expect(headers['allow']).toBe(allow);
  });

  test('answers 404 to a route that this deployment has no function for', async () => {
    expect((await ask('POST', '/v1/visitors')).statusCode).toBe(404);
  });

  test('answers 400 to an empty post id', async () => {
    const { statusCode, body } = await ask('PUT', '/v1/posts//like');
    expect(statusCode).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ errors: [{ field: 'postId' }] });
  });

  test('names the allowed methods when it is asked with OPTIONS', async () => {
    const { statusCode, headers, body } = await ask('OPTIONS', '/v1/likes');
    expect([statusCode, headers['allow'], body]).toEqual([204, 'POST, GET, OPTIONS', '']);
  });

  test.each([
    ['wss://live.example/live', { url: 'wss://live.example/live', maxPosts: 50 }],
    [undefined, { url: null }],
  ])('says where live counts are: %s', async (liveUrl, expected) => {
    const { statusCode, headers, body } = await serve(makeDescribeApi(liveUrl))(httpApiEvent('GET /v1/live'));
    expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=3600']);
    expect(JSON.parse(body)).toEqual(expected);
  });

  test('serves the OpenAPI document, and answers HEAD without a body', async () => {
    const { statusCode, headers, body } = await handler(httpApiEvent('GET /v1/openapi.json'));
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/json']);
    expect(JSON.parse(body)).toMatchObject({ openapi: '3.1.0' });
    expect(await ask('HEAD', '/v1/openapi.json')).toMatchObject({ statusCode: 200, body: '' });
  });
});
