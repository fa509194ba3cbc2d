import { describe, expect, test } from 'vitest';
import { repairEvent } from '../../../lambdas/http/repair-event.ts';
import { defaultRouteEvent, httpApiEvent, restApiEvent } from '../http-api-event.ts';

describe('the repair of an event', () => {
  test('replaces what is not printable in a header, for both kinds of API', () => {
    const headers = { authorization: 'Bearer a\nb\u0000é' };
    for (const event of [
      httpApiEvent('GET /v1/likes', { headers }),
      restApiEvent('GET', '/v1/likes', {}, headers),
    ]) {
      const { headers: repaired, ...rest } = repairEvent(event);
      expect(repaired).toMatchObject({ authorization: 'Bearer a?b??' });
      expect(JSON.stringify(rest)).not.toContain('Bearer');
    }
  });

  test('keeps every body from the adapter, which would decode it', () => {
    for (const event of [httpApiEvent('POST /v1/likes'), restApiEvent('POST', '/v1/likes')]) {
      const repaired = repairEvent({ ...event, body: 'dGV4dA==', isBase64Encoded: true });
      expect(repaired.body).toBeNull();
      expect(repaired.sentBody).toEqual({ text: 'dGV4dA==', isBase64: true });
    }
  });

  test('leaves no body to a method that has none in HTTP', () => {
    for (const event of [httpApiEvent('GET /v1/likes'), restApiEvent('HEAD', '/v1/likes')])
      expect(repairEvent({ ...event, body: 'text' }).sentBody).toBeUndefined();
  });

  test('leaves only the headers that somebody reads, however many there are', () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`header-${n}`, 'value']));
    const headers = { ...many, Authorization: 'Bearer a', 'idempotency-key': 'b', cookie: 'c' };
    for (const event of [
      httpApiEvent('GET /v1/likes', { headers }),
      restApiEvent('GET', '/v1/likes', {}, headers),
    ])
      expect(repairEvent(event).headers).toEqual({
        host: 'api.example.com',
        Authorization: 'Bearer a',
        'idempotency-key': 'b',
      });
  });

  test('leaves of the query of a REST API only what a read may name, and one more', () => {
    const event = restApiEvent('GET', '/v1/likes', { post: 'a', other: 'b' });
    const multiValueQueryStringParameters = { post: Array(5_000).fill('a'), other: ['b'] };
    const repaired = repairEvent({ ...event, multiValueQueryStringParameters });
    expect(repaired).toMatchObject({ queryStringParameters: { post: 'a' } });
    expect(repaired).toHaveProperty('multiValueQueryStringParameters', { post: Array(101).fill('a') });
  });

  test('cuts a parameter that is longer than any that a route takes', () => {
    const event = httpApiEvent('PUT /v1/posts/{postId}/like', { parameters: { postId: 'é'.repeat(5_000) } });
    const { rawPath } = repairEvent(event) as { rawPath?: string };
    expect(rawPath?.length).toBeLessThan(10_000);
    expect(rawPath).toMatch(/%C3%A9\/like$/);
  });

  test('encodes the parameters of the path, which an HTTP API has decoded', () => {
    const event = httpApiEvent('PUT /v1/posts/{postId}/like', { parameters: { postId: 'a/b?c#d%41 é' } });
    expect(event).toHaveProperty('rawPath', '/v1/posts/a/b?c#d%41 é/like');
    expect(repairEvent(event)).toHaveProperty('rawPath', '/v1/posts/a%2Fb%3Fc%23d%2541%20%C3%A9/like');
  });

  test.each(['.', '..', '%2e%2E', '.%2E'])(
    'keeps a segment of dots (%s) from leading to another route',
    (dots) => {
      const decoded = decodeURIComponent(dots);
      const event = httpApiEvent('GET /v1/posts/{postId}/likes', { parameters: { postId: decoded } });
      expect(repairEvent(event)).toHaveProperty('rawPath', '/v1/posts/%/likes');
      expect(repairEvent(defaultRouteEvent('GET', `/v1/${dots}`))).toHaveProperty('rawPath', '/v1/%');
      expect(repairEvent(restApiEvent('GET', `/v1/posts/${dots}/likes`))).toHaveProperty(
        'path',
        '/v1/posts/%/likes',
      );
    },
  );

  test.each(['TRACE', 'CONNECT', 'track'])('turns %s into a method that no route has', (method) => {
    expect(repairEvent(defaultRouteEvent(method, '/v1/likes'))).toMatchObject({
      requestContext: { http: { method: 'REFUSED' } },
    });
    expect(repairEvent(restApiEvent(method, '/v1/likes'))).toHaveProperty('httpMethod', 'REFUSED');
  });

  test('leaves out cookies, because nobody reads them', () => {
    const event = { ...httpApiEvent('GET /v1/likes'), cookies: ['a=\u0000é'] };
    expect(repairEvent(event)).not.toHaveProperty('cookies');
  });

  test('leaves a path alone that was never decoded or that no route has', () => {
    expect(repairEvent(restApiEvent('PUT', '/v1/posts/a%2Fb/like'))).toHaveProperty(
      'path',
      '/v1/posts/a%2Fb/like',
    );
    expect(repairEvent(defaultRouteEvent('GET', '/a/b'))).toHaveProperty('rawPath', '/a/b');
  });
});
