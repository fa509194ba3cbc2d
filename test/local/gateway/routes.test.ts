import { describe, expect, test } from 'vitest';
import { RouteKeyError, makeRouteTable } from '../../../local/gateway/route-table.ts';
import { startTestGateway } from './test-gateway.ts';

const named = (...routeKeys: string[]) =>
  Object.fromEntries(routeKeys.map((routeKey) => [routeKey, () => ({ statusCode: 200, body: routeKey })]));

describe('a request without a route', () => {
  test.each([
    ['another path', 'GET', '/v1/other'],
    ['another method', 'POST', '/v1/likes'],
    ['a HEAD where there is a GET', 'HEAD', '/v1/likes'],
    ['a slash too many', 'GET', '/v1/likes/'],
    ['another case', 'GET', '/V1/likes'],
    ['an empty variable', 'GET', '/v1/posts//likes'],
    ['a slash that came encoded', 'GET', '/v1/posts/a%2Fb/likes'],
    ['a question mark that came encoded', 'GET', '/v1/posts/a%3Fb/likes'],
  ])('is answered with 404, and no function sees it: %s', async (_, method, path) => {
    const gateway = await startTestGateway({
      routes: named('GET /v1/likes', 'GET /v1/posts/{postId}/likes'),
    });
    const reply = await gateway.send(method, path);
    expect(reply.status).toBe(404);
    expect(reply.headers['content-type']).toBe('application/json');
    expect(reply.body).toBe(method === 'HEAD' ? '' : '{"message":"Not Found"}');
    expect(gateway.events).toEqual([]);
  });

  test('goes to $default if there is one', async () => {
    const gateway = await startTestGateway({ routes: named('GET /v1/likes', '$default') });
    expect((await gateway.send('PATCH', '/v1/likes')).body).toBe('$default');
    expect(gateway.events[0]).toMatchObject({ routeKey: '$default', rawPath: '/v1/likes' });
    expect(gateway.events[0]).not.toHaveProperty('pathParameters');
  });
});

test.each(['/%zz', '/%C3', '/%ED%A0%80', '/v1/posts/%ff/likes', '*', 'http://other.example.com/'])(
  'the malformed target %j is answered with 400',
  async (target) => {
    const gateway = await startTestGateway();
    expect(await gateway.send('GET', target)).toMatchObject({
      status: 400,
      body: '{"message":"Bad Request"}',
    });
    expect(gateway.events).toEqual([]);
  },
);

test.each(['[::1', '%', 'a b', 'a/b', 'a?b', 'a@b', 'a:b', 'a\\b'])(
  'the malformed host %j is answered with 400',
  async (host) => {
    const gateway = await startTestGateway();
    expect((await gateway.send('GET', '/', { headers: { host } })).status).toBe(400);
    expect(gateway.events).toEqual([]);
  },
);

test.each(['localhost', 'LOCALHOST', '[::1]', '127.0.0.1'])(
  'the host %s is passed on with its port',
  async (name) => {
    const gateway = await startTestGateway();
    const host = `${name}:${new URL(gateway.url).port}`;
    await gateway.send('GET', '/', { headers: { host } });
    expect(gateway.events[0]?.requestContext).toMatchObject({ domainName: host });
  },
);

test.each([
  ['GET /a/b', 'GET', '/a/b'],
  ['GET /a/{x}', 'GET', '/a/c'],
  ['GET /{x}/b', 'GET', '/c/b'],
  ['GET /a/{rest+}', 'GET', '/a/b/c'],
  ['ANY /a/{x}', 'PUT', '/a/b'],
  ['GET /{all+}', 'GET', '/x/y/z'],
  ['$default', 'PUT', '/x/y/z'],
])('the most specific route wins: %s for %s %s', async (routeKey, method, path) => {
  const keys = [
    '$default',
    'GET /{all+}',
    'ANY /a/{x}',
    'GET /a/{rest+}',
    'GET /{x}/b',
    'GET /a/{x}',
    'GET /a/b',
  ];
  const gateway = await startTestGateway({ routes: named(...keys) });
  expect((await gateway.send(method, path)).body).toBe(routeKey);
});

test.each([
  ['/posts/a%20b%25%23%C3%A9%F0%9F%91%8D', 'a b%#é👍'],
  ['/posts/a%2541', 'a%41'],
  ['/posts/a+b', 'a+b'],
  ['/posts/__proto__', '__proto__'],
  ['/posts/..', '..'],
])('a variable is decoded once: %s', async (path, value) => {
  const gateway = await startTestGateway({ routes: named('PUT /posts/{postId}') });
  expect((await gateway.send('PUT', path)).status).toBe(200);
  expect(gateway.events[0]).toMatchObject({ rawPath: `/posts/${value}`, pathParameters: { postId: value } });
});

test('a greedy variable takes the rest of the path with its slashes', async () => {
  const gateway = await startTestGateway({ routes: named('GET /files/{rest+}') });
  await gateway.send('GET', '/files/a/b%20c//d');
  expect(gateway.events[0]?.pathParameters).toEqual({ rest: 'a/b c//d' });
});

test.each(['likes', 'GET', 'GET likes', 'FETCH /likes', 'get /likes', 'GET /{all+}/likes', 'GET /a b'])(
  'the route key %j is refused',
  (routeKey) => {
    expect(() => makeRouteTable(new Map([[routeKey, 1]]))).toThrow(RouteKeyError);
  },
);
