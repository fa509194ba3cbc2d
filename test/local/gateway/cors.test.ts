import { describe, expect, test } from 'vitest';
import type { CorsConfiguration } from '../../../local/gateway/cors.ts';
import { type Reply, startTestGateway } from './test-gateway.ts';

const ORIGIN = 'https://app.example';
const CORS: CorsConfiguration = {
  allowOrigins: [ORIGIN, 'http://localhost:3000'],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['authorization', 'idempotency-key'],
  exposeHeaders: ['retry-after'],
  maxAgeSeconds: 600,
};
const OWN = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'x-own', 'X-Own': '1' };

const start = (cors: CorsConfiguration | undefined, origin = ORIGIN) => {
  const routes = {
    'GET /': () => ({ statusCode: 200, headers: OWN }),
    $default: () => ({ statusCode: 405 }),
  };
  const gateway = startTestGateway({ routes, cors });
  return {
    gateway,
    get: async () => (await gateway).send('GET', '/', { headers: { origin } }),
    preflight: async () =>
      (await gateway).send('OPTIONS', '/', { headers: { origin, 'access-control-request-method': 'PUT' } }),
  };
};
const corsOf = ({ headers }: Reply) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => /^(access-control-|vary)/.test(name)));

describe('when CORS is configured', () => {
  test.each(['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null'])(
    'the origin %s is not allowed anything',
    async (origin) => {
      const { get, preflight, gateway } = start(CORS, origin);
      const answer = await preflight();
      expect([answer.status, corsOf(answer)]).toEqual([204, {}]);
      expect(corsOf(await get())).toEqual({});
      expect((await get()).status).toBe(403);
      expect((await gateway).events).toEqual([]);
    },
  );

  test('a preflight is answered without asking a function', async () => {
    const { preflight, gateway } = start(CORS);
    const answer = await preflight();
    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'GET,PUT',
      'access-control-allow-headers': 'authorization,idempotency-key',
      'access-control-max-age': '600',
      vary: 'Origin',
    });
    expect((await gateway).events).toEqual([]);
  });

  test('every answer has the configured headers in place of the function’s', async () => {
    const answer = await start(CORS).get();
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': ORIGIN,
      'access-control-expose-headers': 'retry-after',
      vary: 'Origin',
    });
    expect(answer.headers['x-own']).toBe('1');
  });

  test('a request without an origin gets none of the headers, and an OPTIONS that is not a preflight reaches its route', async () => {
    const gateway = await start(CORS).gateway;
    expect(corsOf(await gateway.send('GET', '/'))).toEqual({});
    expect((await gateway.send('OPTIONS', '/')).status).toBe(405);
    expect((await gateway.send('OPTIONS', '/', { headers: { origin: ORIGIN } })).status).toBe(405);
  });

  test('an error of the gateway has the headers too, so that a page can read it', async () => {
    const gateway = await startTestGateway({ cors: CORS, routes: {} });
    const answer = await gateway.send('GET', '/', { headers: { origin: ORIGIN } });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([404, ORIGIN]);
  });

  test('all origins or all of one scheme may be allowed, and credentials too', async () => {
    expect(corsOf(await start({ allowOrigins: ['*'] }).get())).toEqual({
      'access-control-allow-origin': '*',
    });
    const secure = { allowOrigins: ['https://*'], allowCredentials: true };
    expect(corsOf(await start(secure).get())).toEqual({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    });
    expect(corsOf(await start(secure, 'http://app.example').get())).toEqual({});
  });
});

test('when CORS is not configured, the headers of the function are passed on', async () => {
  const gateway = await start(undefined).gateway;
  const headers = { origin: gateway.url, 'access-control-request-method': 'PUT' };
  expect(corsOf(await gateway.send('GET', '/', { headers }))).toEqual({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'x-own',
  });
  expect((await gateway.send('OPTIONS', '/', { headers })).status).toBe(405);
});
