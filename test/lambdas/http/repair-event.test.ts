import { describe, expect, it } from 'vitest';
import { repairEvent } from '../../../lambdas/http/repair-event.ts';
import { defaultRouteEvent, httpApiEvent, restApiEvent } from '../http-api-event.ts';

describe('repairing an event', () => {
  it('makes what is not printable in a header harmless, of both kinds of API', () => {
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

  it('leaves no body where HTTP has no use for one', () => {
    expect(repairEvent({ ...httpApiEvent('GET /v1/likes'), body: 'text' }).body).toBeNull();
    expect(repairEvent({ ...httpApiEvent('POST /v1/likes'), body: 'text' }).body).toBe('text');
  });

  it('encodes the parameters of the path that an HTTP API decoded', () => {
    const event = httpApiEvent('PUT /v1/posts/{postId}/like', { parameters: { postId: 'a/b?c#d%41 é' } });
    expect(event).toHaveProperty('rawPath', '/v1/posts/a/b?c#d%41 é/like');
    expect(repairEvent(event)).toHaveProperty('rawPath', '/v1/posts/a%2Fb%3Fc%23d%2541%20%C3%A9/like');
  });

  it('leaves the path alone where it was never decoded, or is nobody’s', () => {
    expect(repairEvent(restApiEvent('PUT', '/v1/posts/a%2Fb/like'))).toHaveProperty(
      'path',
      '/v1/posts/a%2Fb/like',
    );
    expect(repairEvent(defaultRouteEvent('GET', '/a/b'))).toHaveProperty('rawPath', '/a/b');
  });
});
