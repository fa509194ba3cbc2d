// A connection ends after ten minutes without a message, and after two hours in any case.

import { expect, test, vi } from 'vitest';
import { OK, PATIENTLY, startTestApi } from './test-api.ts';

/** A clock that a test moves. The server looks at it whenever it has moved. */
function makeClock() {
  let nowMs = 0;
  let wake = () => {};
  return {
    now: () => nowMs,
    wait: (_: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        wake = resolve;
        signal.addEventListener('abort', () => resolve());
      }),
    move(minutes: number) {
      nowMs += minutes * 60_000;
      wake();
    },
  };
}

const routes = { $default: () => ({ statusCode: 200, body: 'pong' }), $disconnect: () => OK };

test('an idle client is disconnected after ten minutes, and one that sends or gets messages is not', async () => {
  const clock = makeClock();
  const api = await startTestApi({ clock, routes });
  const idle = await api.connect();
  const active = await api.connect();
  clock.move(9);
  active.socket.send('ping');
  await active.message(0);
  expect(api.readUsage().open).toBe(2);
  clock.move(1);
  expect(await idle.closed).toEqual({ code: 1001, reason: 'Going away' });
  const { requestContext } = await api.eventOf('$disconnect');
  expect(requestContext).toMatchObject({ disconnectStatusCode: 1001, disconnectReason: 'Going away' });
  active.socket.send('ping');
  await active.message(1);
});

test('pings of the protocol do not keep a connection', async () => {
  const clock = makeClock();
  const api = await startTestApi({ clock, routes });
  const client = await api.connect();
  clock.move(9);
  const answered = new Promise((resolve) => client.socket.once('pong', resolve));
  client.socket.ping();
  await answered;
  clock.move(1);
  expect(await client.closed).toMatchObject({ code: 1001 });
});

test('a busy client is disconnected after two hours', async () => {
  const clock = makeClock();
  const api = await startTestApi({ clock, routes });
  const client = await api.connect();
  for (let sent = 0; sent < 14; sent++) {
    clock.move(8.5);
    client.socket.send('ping');
    await client.message(sent);
  }
  expect(clock.now()).toBe(119 * 60_000);
  clock.move(1);
  expect(await client.closed).toMatchObject({ code: 1001 });
});

test('a server that closes says good-bye to every client, and calls $disconnect for each', async () => {
  const api = await startTestApi({ routes });
  const clients = await Promise.all(Array.from({ length: 20 }, () => api.connect()));
  await api.close();
  for (const { closed } of clients) expect(await closed).toMatchObject({ code: 1001 });
  const ids = api.events.map(({ requestContext: { routeKey, connectionId } }) => routeKey + connectionId);
  expect(new Set(ids).size).toBe(20);
  expect(api.readUsage().open).toBe(0);
});

test('clients and functions that do not answer keep no server from closing', async () => {
  const api = await startTestApi({ routes: { $disconnect: () => new Promise(() => {}) } });
  const client = await api.connect();
  client.socket.pause();
  await api.close();
  expect(api.readUsage().open).toBe(0);
});

test('connections can be dropped as by a network that fails, the oldest first', async () => {
  const api = await startTestApi({ routes });
  const clients = [];
  for (let index = 0; index < 4; index++) clients.push(await api.connect());
  expect(api.dropConnections(0.5)).toBe(2);
  for (const { closed } of clients.slice(0, 2)) expect(await closed).toMatchObject({ code: 1006 });
  await vi.waitFor(() => expect(api.events).toHaveLength(2), PATIENTLY);
  expect(api.readUsage().open).toBe(2);
});
