// What the client gets when a function returns something, and when it does not.

import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Answer, startTestGateway } from './test-gateway.ts';

const ask = async (answer: Answer) =>
  (await startTestGateway({ routes: { $default: () => answer } })).send('GET', '/');

describe('a function that gives no answer', () => {
  test.each<[string, Answer, number, string]>([
    [
      'fails',
      { status: 'function-error', errorType: 'E', errorMessage: 'secret' },
      500,
      'Internal Server Error',
    ],
    ['times out', { status: 'timeout' }, 500, 'Internal Server Error'],
    ['is throttled', { status: 'throttled' }, 503, 'Service Unavailable'],
  ])(
    '%s, and the client gets a message of the gateway without the reason',
    async (_, answer, status, message) => {
      const reply = await ask(answer);
      expect(reply).toMatchObject({ status, body: JSON.stringify({ message }) });
      expect(reply.headers['content-type']).toBe('application/json');
    },
  );

  test('in the time of its integration is answered with 503', async () => {
    const never = new Promise<Answer>(() => {});
    const gateway = await startTestGateway({ routes: { $default: () => never }, timeoutMs: 20 });
    expect(await gateway.send('GET', '/')).toMatchObject({ status: 503 });
  });

  test('because it rejects is answered with 500 and logged, and the gateway goes on', async () => {
    let failures = 1;
    const routes = {
      $default() {
        if (failures-- > 0) throw new Error('no such thread');
        return { statusCode: 200 };
      },
    };
    const gateway = await startTestGateway({ routes });
    expect((await gateway.send('GET', '/')).status).toBe(500);
    expect(gateway.lines).toEqual(['gateway: Error: no such thread']);
    expect((await gateway.send('GET', '/')).status).toBe(200);
  });
});

describe('a malformed answer', () => {
  test.each<[string, Answer]>([
    ['a status that is not a number', { statusCode: 'ok' }],
    ['a status out of range', { statusCode: 999 }],
    ['a body that is not text', { statusCode: 200, body: { a: 1 } }],
    ['a header that HTTP does not allow', { statusCode: 200, headers: { 'x-bad': 'a\r\nset-cookie: b' } }],
    ['a header name that HTTP does not allow', { statusCode: 200, headers: { 'bad name': 'a' } }],
    ['cookies that are not a list', { statusCode: 200, cookies: 7 }],
  ])('becomes a 500: %s', async (_, answer) => {
    expect(await ask(answer)).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
  });
});

describe('an answer', () => {
  test('is passed on with its status, headers, cookies and body', async () => {
    const reply = await ask({
      statusCode: 202,
      headers: { 'Content-Type': 'application/problem+json', 'X-A': 7 },
      cookies: ['a=1', 'b=2; Secure'],
      body: 'é',
    });
    expect(reply).toMatchObject({ status: 202, body: 'é' });
    expect(reply.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'x-a': '7',
      'set-cookie': ['a=1', 'b=2; Secure'],
      'content-length': '2',
    });
    expect(reply.headers['apigw-requestid']).toMatch(/^[\da-f-]{36}$/);
  });

  test('in Base64 is decoded', async () => {
    const body = Buffer.from('bytes').toString('base64');
    expect((await ask({ statusCode: 200, body, isBase64Encoded: true })).body).toBe('bytes');
  });

  test('of 204 and to a HEAD has no body', async () => {
    const gateway = await startTestGateway({
      routes: { $default: () => ({ statusCode: 200, body: 'text' }) },
    });
    expect(await gateway.send('HEAD', '/')).toMatchObject({ status: 200, body: '' });
    expect((await ask({ statusCode: 204 })).headers).not.toHaveProperty('content-length');
  });

  test('cannot set the length or the framing itself', async () => {
    const headers = { 'Content-Length': '999', 'Transfer-Encoding': 'chunked' };
    expect((await ask({ statusCode: 200, headers, body: 'ab' })).headers['content-length']).toBe('2');
  });

  test('without a status becomes the body, as JSON', async () => {
    expect(await ask({ count: 1 })).toMatchObject({ status: 200, body: '{"count":1}' });
    expect(await ask('text')).toMatchObject({ status: 200, body: 'text' });
    expect(await ask(null)).toMatchObject({ status: 200, body: 'null' });
  });

  test('without a type is text', async () => {
    expect((await ask({ statusCode: 200 })).headers['content-type']).toBe('text/plain;charset=UTF-8');
  });
});

test('a client that goes away in the middle of its body causes no failure', async () => {
  const gateway = await startTestGateway();
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(`POST / HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-length: 100\r\n\r\nhalf`);
  socket.end();
  await once(socket.resume(), 'close');
  expect((await gateway.send('GET', '/')).status).toBe(200);
  expect(gateway.lines).toEqual([]);
  expect(gateway.events).toHaveLength(1);
});
