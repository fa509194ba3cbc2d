// Who may connect, and how a refusal looks.

import { connect as connectTcp } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { makeTokenBucket } from '../../../local/gateway/token-bucket.ts';
import { makeTestClient, OK, startTestApi } from './test-api.ts';

describe('the function of $connect decides', () => {
  test.each([400, 401, 403, 500])('a status of %i refuses the handshake with that status', async (status) => {
    const api = await startTestApi({
      routes: { $connect: () => ({ statusCode: status }), $disconnect: () => OK },
    });
    await expect(api.connect()).rejects.toMatchObject({ status });
    expect(api.readUsage()).toMatchObject({ open: 0, opened: 0, refused: { [status]: 1 } });
    expect(api.events).toHaveLength(1);
  });

  test.each([
    ['fails', { status: 'function-error', errorType: 'Error', errorMessage: 'x' }, 502],
    ['times out', { status: 'timeout' }, 502],
    ['returns no status code', {}, 502],
    ['returns nothing', null, 502],

    ['is throttled', { status: 'throttled' }, 500],
  ])('a function that %s refuses it', async (_, answer, status) => {
    const api = await startTestApi({ routes: { $connect: () => answer } });
    await expect(api.connect()).rejects.toMatchObject({ status });
  });

  test('a function that cannot be called refuses it', async () => {
    const api = await startTestApi({ routes: { $connect: () => Promise.reject(new Error('no thread')) } });
    await expect(api.connect()).rejects.toMatchObject({ status: 502 });
  });

  test('a function that takes longer than its integration may refuses it with 504', async () => {
    const api = await startTestApi({ timeoutMs: 1, routes: { $connect: () => new Promise(() => {}) } });
    await expect(api.connect()).rejects.toMatchObject({ status: 504 });
  });

  test('the sub-protocol that it chooses is that of the connection', async () => {
    const headers = { 'Sec-WebSocket-Protocol': 'likes.v1' };
    const api = await startTestApi({ routes: { $connect: () => ({ statusCode: 200, headers }) } });
    const { socket } = await api.connect({ protocols: ['likes.v1', 'a-token'] });
    expect(socket.protocol).toBe('likes.v1');
    expect(api.events[0]?.headers?.['Sec-WebSocket-Protocol']).toBe('likes.v1,a-token');
  });

  test('a client that asked for sub-protocols gets none unless the function chooses one', async () => {
    const api = await startTestApi();
    await expect(api.connect({ protocols: ['likes.v1'] })).rejects.toThrow('no subprotocol');
  });

  test('without a route $connect everybody may connect', async () => {
    const api = await startTestApi({ routes: {} });
    await api.connect();
    expect(api.readUsage()).toMatchObject({ open: 1, opened: 1, refused: {} });
  });
});

describe('no function is asked about', () => {
  test('a stage that does not exist', async () => {
    const api = await startTestApi();
    const client = makeTestClient(new WebSocket(api.liveUrl.replace('live', 'dev')));
    await expect(client.opened).rejects.toMatchObject({ status: 403 });
    expect(api.events).toEqual([]);
  });

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1'])('a page of %s', async (origin) => {
    const api = await startTestApi({ allowsPage: (page) => page === 'http://localhost:3000' });
    await expect(api.connect({ origin })).rejects.toMatchObject({ status: 403 });
    await api.connect({ origin: 'http://localhost:3000' });
    expect(api.events).toHaveLength(1);
  });

  test('a foreign name of this machine', async () => {
    const api = await startTestApi();
    await expect(api.connect({ headers: { host: 'evil.example' } })).rejects.toMatchObject({ status: 403 });
    expect(api.events).toEqual([]);
  });

  test('a request line and headers that are too large', async () => {
    const api = await startTestApi();
    await expect(api.connect({ query: `?a=${'x'.repeat(10_240)}` })).rejects.toMatchObject({ status: 431 });
  });

  test.each([
    'Sec-WebSocket-Version: 12\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: a,,b',
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: a, a',
  ])('a malformed handshake: %j', async (headers) => {
    const api = await startTestApi();
    const { port, host } = new URL(api.url);
    const socket = connectTcp(Number(port), '127.0.0.1');
    socket.write(
      `GET /live HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${headers}\r\n\r\n`,
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(api.events).toEqual([]);
  });
});

test('of 2,000 clients in one second the account lets 500 in, and tells the others 429', async () => {
  const newConnections = makeTokenBucket({ requestsPerSecond: 500, burstRequests: 500 }, () => 0);
  const requests = makeTokenBucket({ requestsPerSecond: 10_000, burstRequests: 5_000 }, () => 0);
  const throttled: string[] = [];
  const api = await startTestApi({
    account: { newConnections, requests },
    onThrottled: (by) => void throttled.push(by),
  });
  const outcomes = await Promise.allSettled(Array.from({ length: 2_000 }, () => api.connect()));
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(1_500);
  for (const outcome of refused) expect(outcome).toMatchObject({ reason: { status: 429 } });
  expect(throttled).toEqual(Array.from({ length: 1_500 }, () => 'new connections'));
  expect(api.readUsage()).toMatchObject({ open: 500, refused: { 429: 1_500 } });
}, 90_000);

test('a stage that throttles $connect refuses with 429', async () => {
  const api = await startTestApi({ throttle: (routeKey) => (routeKey === '$connect' ? 'stage' : undefined) });
  await expect(api.connect()).rejects.toMatchObject({ status: 429 });
});

test('a client that goes away during $connect is disconnected', async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<object>();
  const api = await startTestApi({
    routes: {
      $connect: () => {
        asked.resolve();
        return answer.promise;
      },
      $disconnect: () => OK,
    },
  });
  const client = makeTestClient(new WebSocket(api.liveUrl));
  await asked.promise;
  client.socket.terminate();
  await client.closed;
  answer.resolve(OK);
  const { requestContext } = await api.eventOf('$disconnect');
  expect(requestContext).toMatchObject({ disconnectStatusCode: 1006, eventType: 'DISCONNECT' });
  expect(api.readUsage()).toMatchObject({ open: 0 });
});
