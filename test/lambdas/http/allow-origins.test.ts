import '../../../trials/fuzz/environment.ts';
import { describe, expect, test, vi } from 'vitest';
import { makeDescribeApi } from '../../../lambdas/describe-api.ts';
import type { CorsConfiguration } from '../../../lambdas/http/allow-origins.ts';

const PAGE = 'http://localhost:5173';
const CORS: CorsConfiguration = {
  allowOrigins: [PAGE, 'https://a.example'],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['authorization'],
  exposeHeaders: ['retry-after'],
  maxAgeSeconds: 60,
};

async function ask(
  method: string,
  headers: Record<string, string>,
  changes: Partial<CorsConfiguration> | 'none' = {},
) {
  vi.stubEnv('CORS', changes === 'none' ? '' : JSON.stringify({ ...CORS, ...changes }));
  const app = makeDescribeApi();
  vi.unstubAllEnvs();
  const { status, headers: answered } = await app.request('/v1/nothing', { method, headers }, { event: {} });
  const cors = [...answered].filter(([name]) => /^(access-control-|vary)/.test(name));
  return { status, cors: Object.fromEntries(cors) };
}

const preflight = (origin: string, changes?: Partial<CorsConfiguration> | 'none') =>
  ask('OPTIONS', { origin, 'access-control-request-method': 'PUT' }, changes);

describe('a function that does CORS', () => {
  test('answers the preflight of an allowed origin', async () => {
    expect(await preflight(PAGE)).toEqual({
      status: 204,
      cors: {
        'access-control-allow-origin': PAGE,
        'access-control-allow-methods': 'GET,PUT',
        'access-control-allow-headers': 'authorization',
        'access-control-max-age': '60',
        vary: 'Origin',
      },
    });
  });

  test('lets a page of an allowed origin read a problem', async () => {
    expect(await ask('GET', { origin: PAGE })).toEqual({
      status: 404,
      cors: {
        'access-control-allow-origin': PAGE,
        'access-control-expose-headers': 'retry-after',
        vary: 'Origin',
      },
    });
  });

  test.each(['https://evil.example', `${PAGE}.evil.example`, 'http://localhost', 'null'])(
    'allows nothing to the origin %s',
    async (origin) => {
      expect(await preflight(origin)).toEqual({ status: 204, cors: {} });
      expect(await ask('GET', { origin })).toEqual({ status: 404, cors: {} });
    },
  );

  test('allows all origins, or all of one scheme, as an HTTP API does', async () => {
    expect((await ask('GET', { origin: PAGE }, { allowOrigins: ['*'] })).cors).toEqual({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'retry-after',
    });
    const secure = { allowOrigins: ['https://*'] };
    expect((await ask('GET', { origin: 'https://b.example' }, secure)).cors).toMatchObject({
      'access-control-allow-origin': 'https://b.example',
    });
    expect((await ask('GET', { origin: PAGE }, secure)).cors).toEqual({});
  });

  test('adds nothing to a request without an origin', async () => {
    expect(await ask('GET', {})).toEqual({ status: 404, cors: {} });
  });

  test('answers an OPTIONS that is no preflight as without CORS', async () => {
    expect(await ask('OPTIONS', { origin: PAGE })).toMatchObject({ status: 404 });
  });
});

test('a function without a CORS configuration leaves CORS to the HTTP API before it', async () => {
  expect(await ask('GET', { origin: PAGE }, 'none')).toEqual({ status: 404, cors: {} });
  expect((await preflight(PAGE, 'none')).cors).toEqual({});
});
