// From a message of a client to the function of its route, and back.

import { describe, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { type Event, OK, PATIENTLY, startTestApi } from './test-api.ts';

const echo = ({ requestContext: { routeKey }, body }: Event) => ({
  statusCode: 200,
  body: `${routeKey} ${body}`,
});
const routes = { $connect: () => OK, $default: echo, subscribe: echo };

describe('the route of a message', () => {
  test.each([
    ['{"action":"subscribe"}', 'subscribe'],
    ['{"action":"other"}', '$default'],
    ['{"action":"$connect"}', '$default'],
    ['{"action":["subscribe"]}', '$default'],
    ['{"other":"subscribe"}', '$default'],
    ['"subscribe"', '$default'],
    ['null', '$default'],
    ['{"action":"subscribe"', '$default'],
    ['', '$default'],
  ])('of %j is %s', async (message, routeKey) => {
    const api = await startTestApi({ routes });
    const client = await api.connect();
    client.socket.send(message);
    expect(await client.message(0)).toBe(`${routeKey} ${message}`);
  });

  test('does not exist: the client is told so, and no function is called', async () => {
    const api = await startTestApi({ routes: { subscribe: echo } });
    const client = await api.connect();
    client.socket.send('{"action":"other"}');
    const message = await client.message(0);
    expect(message).toMatch(
      /^\{"message": "Forbidden", "connectionId":"[\w-]{15}=", "requestId":"[\w-]{15}="\}$/,
    );
    expect(api.events).toEqual([]);
  });
});

test.each([
  ['fails', { status: 'function-error', errorType: 'Error', errorMessage: 'x' }, 'Internal server error'],
  ['times out', { status: 'timeout' }, 'Internal server error'],
  ['is throttled', { status: 'throttled' }, 'Internal server error'],
  ['returns no status code', { body: 'x' }, 'Internal server error'],
])(
  'a function that %s is reported to the client, with or without a route response',
  async (_, answer, message) => {
    const api = await startTestApi({ routes: { $default: () => answer }, silent: ['$default'] });
    const client = await api.connect();
    client.socket.send('x');
    expect(JSON.parse(await client.message(0))).toEqual({
      message,
      connectionId: expect.any(String),
      requestId: expect.any(String),
    });
  },
);

test('a function that takes longer than its integration may is reported to the client', async () => {
  const api = await startTestApi({ timeoutMs: 1, routes: { $default: () => new Promise(() => {}) } });
  const client = await api.connect();
  client.socket.send('x');
  expect(JSON.parse(await client.message(0))).toMatchObject({ message: 'Endpoint request timed out' });
});

test('without a route response the client gets nothing of what the function returns', async () => {
  const api = await startTestApi({ routes: { $default: echo, subscribe: echo }, silent: ['subscribe'] });
  const client = await api.connect();
  client.socket.send('{"action":"subscribe"}');
  await api.eventOf('subscribe');
  client.socket.send('last');
  await client.message(0);
  expect(client.messages).toEqual(['$default last']);
});

test('a message that the stage throttles is refused, and the connection stays', async () => {
  const throttled: string[] = [];
  const api = await startTestApi({
    routes,
    throttle: (routeKey) => (routeKey === 'subscribe' ? 'stage' : undefined),
    onThrottled: (by) => void throttled.push(by),
  });
  const client = await api.connect();
  client.socket.send('{"action":"subscribe"}');
  expect(JSON.parse(await client.message(0))).toMatchObject({ message: 'Too Many Requests' });
  client.socket.send('x');
  expect(await client.message(1)).toBe('$default x');
  expect(throttled).toEqual(['stage']);
});

test('a client that sends faster than it is answered is read no further, and loses nothing', async () => {
  const answers: (() => void)[] = [];
  const api = await startTestApi({
    routes: { $default: (event) => new Promise((resolve) => answers.push(() => resolve(echo(event)))) },
  });
  const client = await api.connect();
  for (let index = 0; index < 100; index++) client.socket.send(String(index));
  await vi.waitFor(() => expect(answers).toHaveLength(10), PATIENTLY);
  // A client that connects now is served, which shows that the first one was not read any further meanwhile.
  await api.connect();
  expect(api.events).toHaveLength(10);
  await vi.waitFor(() => {
    for (const answer of answers.splice(0)) answer();
    expect(client.messages).toHaveLength(100);
  }, PATIENTLY);
  expect(new Set(client.messages).size).toBe(100);
});

describe('a client that breaks a limit is disconnected', () => {
  const SIZES = { frame: 32 * 1024, message: 128 * 1024 };

  test('a frame and a message of the largest size are taken', async () => {
    const api = await startTestApi({ routes });
    const client = await api.connect();
    client.socket.send('x'.repeat(SIZES.frame));
    expect((await client.message(0)).length).toBe('$default '.length + SIZES.frame);
    for (let sent = 1; sent <= 4; sent++) client.socket.send('x'.repeat(SIZES.frame), { fin: sent === 4 });
    expect((await client.message(1)).length).toBe('$default '.length + SIZES.message);
  });

  test.each<[string, (socket: WebSocket) => void, number]>([
    ['a frame of a byte more', (socket) => socket.send('x'.repeat(SIZES.frame + 1)), 1009],
    ['a frame of 128 KB', (socket) => socket.send('x'.repeat(SIZES.message)), 1009],
    [
      'a message of a byte more',
      (socket) => {
        for (let sent = 1; sent <= 4; sent++) socket.send('x'.repeat(SIZES.frame), { fin: false });
        socket.send('x');
      },
      1009,
    ],
    ['a binary frame', (socket) => socket.send(Buffer.from('x')), 1003],
    ['text that is no UTF-8', (socket) => socket.send(Buffer.from([0xff]), { binary: false }), 1007],
  ])('%s', async (_, send, code) => {
    const api = await startTestApi({ routes: { ...routes, $disconnect: () => OK } });
    const other = await api.connect();
    const client = await api.connect();
    send(client.socket);
    expect((await client.closed).code).toBe(code);
    const { requestContext } = await api.eventOf('$disconnect');
    expect(requestContext).toMatchObject({ disconnectStatusCode: code });
    other.socket.send('still here');
    expect(await other.message(0)).toBe('$default still here');
    expect(api.events.filter(({ requestContext: { eventType } }) => eventType === 'MESSAGE')).toHaveLength(1);
  });
});

test('what functions refuse and what goes wrong with them is counted apart', async () => {
  const api = await startTestApi({
    routes: {
      $default: () => ({ statusCode: 400 }),
      fails: () => ({ status: 'function-error', errorType: 'E', errorMessage: 'm' }),
    },
  });
  const client = await api.connect();
  client.socket.send('{"action":"fails"}');
  await client.message(0);
  client.socket.send('x');
  await vi.waitFor(
    () => expect(api.readUsage()).toMatchObject({ executionErrors: 1, integrationErrors: 1 }),
    PATIENTLY,
  );
});
