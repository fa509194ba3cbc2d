// The event of payload format 2.0, as a function gets it.

import { describe, expect, test } from 'vitest';
import { startTestGateway } from './test-gateway.ts';

const NOW_MS = Date.UTC(2026, 10, 4, 3, 2, 1);

test('the event says who asks, for what, and when', async () => {
  const routes = { 'PUT /v1/posts/{postId}/like': () => ({ statusCode: 202 }) };
  const gateway = await startTestGateway({ routes, now: () => NOW_MS });
  const host = `localhost:${new URL(gateway.url).port}`;
  const headers = { host, 'User-Agent': 'test' };
  const reply = await gateway.send('PUT', '/v1/posts/a%20b/like', { headers });
  const [event] = gateway.events;
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'PUT /v1/posts/{postId}/like',
    rawPath: '/v1/posts/a b/like',
    rawQueryString: '',
    requestContext: {
      apiId: 'api',
      domainName: host,
      http: {
        method: 'PUT',
        path: '/v1/posts/a b/like',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
      requestId: reply.headers['apigw-requestid'],
      routeKey: 'PUT /v1/posts/{postId}/like',
      stage: '$default',
      time: '04/Nov/2026:03:02:01 +0000',
      timeEpoch: NOW_MS,
    },
  });
  for (const absent of ['body', 'cookies', 'queryStringParameters']) expect(event).not.toHaveProperty(absent);
});

test('the event holds the query as it was sent, and its parameters decoded, with repeated names joined', async () => {
  const gateway = await startTestGateway();
  await gateway.send('GET', '/?posts=a%2Cb,c&posts=d+e%20f&%C3%A9&empty=');
  expect(gateway.events[0]).toMatchObject({
    rawPath: '/',
    rawQueryString: 'posts=a%2Cb,c&posts=d+e%20f&%C3%A9&empty=',
    queryStringParameters: { posts: 'a,b,c,d e f', é: '', empty: '' },
  });
});

test('a parameter with the name of a member of every object is only a parameter', async () => {
  const gateway = await startTestGateway();
  await gateway.send('GET', '/?__proto__=x&constructor=y');
  expect(gateway.events[0]?.queryStringParameters).toHaveProperty('constructor', 'y');
  expect(Object.entries(gateway.events[0]?.queryStringParameters ?? {})).toContainEqual(['__proto__', 'x']);
});

test('header names are in lower case, repeated headers are joined, cookies are apart, and hop-by-hop headers are left out', async () => {
  const gateway = await startTestGateway();
  const headers = {
    'X-Many': ['1', '2'],
    Cookie: 'a=1; b=2',
    TE: 'trailers',
    Connection: 'close',
    Constructor: 'x',
    'X-Forwarded-For': '192.0.2.7',
  };
  await gateway.send('GET', '/', { headers });
  const { headers: seen, cookies } = gateway.events[0] ?? {};
  expect(seen).toMatchObject({ 'x-many': '1,2', constructor: 'x', 'x-forwarded-proto': 'http' });
  expect(cookies).toEqual(['a=1', 'b=2']);
  for (const absent of ['cookie', 'te', 'connection']) expect(seen).not.toHaveProperty(absent);
});

test('x-forwarded-for keeps the addresses that a proxy added, and ends with that of the caller', async () => {
  const gateway = await startTestGateway();
  await gateway.send('GET', '/', { headers: { 'X-Forwarded-For': '192.0.2.7' } });
  expect(gateway.events[0]?.headers['x-forwarded-for']).toBe('192.0.2.7,127.0.0.1');
});

describe('a body', () => {
  test.each([
    ['application/json', '{"a":"é"}'],
    ['application/json; charset=utf-8', '{}'],
    ['application/problem+json', '{}'],
    ['text/plain', 'é👍'],
  ])('of type %s is text', async (type, body) => {
    const gateway = await startTestGateway();
    await gateway.send('POST', '/', { headers: { 'content-type': type }, body });
    expect(gateway.events[0]).toMatchObject({ body, isBase64Encoded: false });
  });

  test.each([
    ['application/octet-stream', undefined],
    ['application/x-www-form-urlencoded', undefined],
    [undefined, undefined],
    ['application/json', 'gzip'],
  ])('of type %s, encoding %s, is Base64', async (type, encoding) => {
    const gateway = await startTestGateway();
    const headers = {
      ...(type !== undefined && { 'content-type': type }),
      ...(encoding !== undefined && { 'content-encoding': encoding }),
    };
    const body = Buffer.from([0x00, 0xff, 0x80, 0x7b]);
    await gateway.send('POST', '/', { headers, body });
    expect(gateway.events[0]).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
  });

  test('of a GET is passed on, and an event without a body has none', async () => {
    const gateway = await startTestGateway();
    await gateway.send('GET', '/', {
      headers: { 'content-type': 'text/plain', 'content-length': '4' },
      body: 'text',
    });
    await gateway.send('POST', '/', { headers: { 'content-type': 'text/plain', 'content-length': '0' } });
    expect(gateway.events.map(({ body }) => body)).toEqual(['text', undefined]);
  });
});
