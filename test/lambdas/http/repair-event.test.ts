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

  test('leaves no body to a method that has none in HTTP', () => {
    expect(repairEvent({ ...httpApiEvent('GET /v1/likes'), body: 'text' }).body).toBeNull();
    expect(repairEvent({ ...httpApiEvent('POST /v1/likes'), body: 'text' }).body).toBe('text');
    const rest = { ...restApiEvent('GET', '/v1/likes'), body: 'text' };
    expect(repairEvent(rest).body).toBeNull();
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
