// When a page connects, and what it asks, without a browser.

import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PostLikes } from '../../demo/likes-client/types.ts';
import type { Live, LiveOptions } from '../../demo/likes-live/live.ts';
import { readFrame } from '../../demo/likes-live/read-frame.ts';
import { type FakePage, FakeSocket, openFakePage } from './fake-sockets.ts';

// The types of the project leave out those of browsers, so the module is not named where the types are checked.
const path = '../../demo/likes-live/likes-live.ts';
const { makeLive } = (await import(path)) as { makeLive: (options: LiveOptions) => Live };

const MINUTE_MS = 60_000;

let page: FakePage;
let wanted: string[];
let token: string | null;
let asks: number;
let checks: number;
let delivered: PostLikes[];
let ends: number;
let live: Live;

beforeEach(() => {
  vi.useFakeTimers();
  page = openFakePage();
  wanted = ['a', 'b'];
  token = 'token';
  asks = checks = ends = 0;
  delivered = [];
  live = makeLive({
    url: 'wss://likes.example',
    maxPosts: 2,
    request: async () => (checks++, { status: 200 }),
    asVisitor: async (_, run) => (asks++, token ? run(token) : { status: 429 }),
    wanted: () => wanted,
    deliver: (counts) => void delivered.push(...counts),
    onEnd: () => void ends++,
  });
  live.wake();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const run = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const sockets = () => FakeSocket.all;
const socket = () => FakeSocket.all.at(-1)!;
const pushed = () => ['a', 'b', 'c'].filter((postId) => live.isPushed(postId));

async function connect() {
  await run(200);
  socket().open();
  socket().answer(1, Date.now());
}

test('without a token it asks for one less and less often, and connects once it has one', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  token = null;
  await run(60 * MINUTE_MS);
  expect(sockets()).toEqual([]);
  expect(asks).toBeGreaterThan(5);
  expect(asks).toBeLessThan(12);
  token = 'token';
  await run(10 * MINUTE_MS);
  expect(sockets()).toHaveLength(1);
});

test('each failure makes the wait longer, up to ten minutes, and the whole of it is random', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const gapsMs: number[] = [];
  await run(200);
  for (let failure = 0; failure < 7; failure++) {
    const { length } = sockets();
    const brokeMs = Date.now();
    socket().end();
    while (sockets().length === length) await run(1_000);
    gapsMs.push(Date.now() - brokeMs);
  }
  expect(gapsMs.map((ms) => Math.round(ms / 1_000))).toEqual([4, 16, 64, 256, 600, 600, 600]);
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const { length } = sockets();
  socket().end();
  await run(1);
  expect(sockets()).toHaveLength(length + 1);
});

test('a token that leads to no connection is checked once', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  await run(200);
  for (let failure = 0; failure < 5; failure++) {
    socket().end();
    await run(10);
  }
  expect(checks).toBe(1);
  expect(sockets()).toHaveLength(6);
});

test('a server that takes connections and ends them at once is called less and less often', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  await run(200);
  for (let second = 0; second < 600; second++) {
    await run(1_000);
    if (socket().isClosed) continue;
    socket().open();
    socket().end();
  }
  expect(sockets().length).toBeLessThan(7);
});

test('a connection that is not opened in ten seconds is given up', async () => {
  await run(200);
  await run(10_000);
  expect(socket().isClosed).toBe(true);
  await run(4_000);
  expect(sockets()).toHaveLength(2);
});

test('what an older connection still says changes nothing', async () => {
  await connect();
  const old = socket();
  page.fire('offline');
  page.fire('online');
  await run(1_000);
  expect(sockets()).toHaveLength(2);
  const { length } = delivered;
  old.answer(7, Date.now());
  old.end();
  expect(delivered).toHaveLength(length);
  await run(5_000);
  expect(sockets()).toHaveLength(2);
});

test('the end of two hours is followed by a connection that asks for all posts again, and nothing is polled', async () => {
  await connect();
  for (let minute = 0; minute < 120; minute += 9) {
    await run(9 * MINUTE_MS);
    expect(socket().sent.at(-1)).toEqual({ action: 'ping' });
    socket().answer(0, 0);
  }
  socket().end();
  expect(pushed()).toEqual(['a', 'b']);
  await run(4_000);
  socket().open();
  expect(socket().sent).toEqual([{ action: 'subscribe', posts: ['a', 'b'] }]);
  socket().answer(2, Date.now());
  expect(delivered.map(({ count }) => count)).toEqual([1, 1, 2, 2]);
  expect(ends).toBe(0);
});

test('when the next connection fails too, the posts are polled', async () => {
  await connect();
  socket().end();
  await run(4_000);
  expect([pushed(), ends]).toEqual([['a', 'b'], 0]);
  socket().end();
  expect([pushed(), ends]).toEqual([[], 1]);
});

test('connections that lived for a while and then broke do not add up', async () => {
  for (let connection = 0; connection < 3; connection++) {
    await run(4_000);
    socket().open();
    socket().answer(1, Date.now());
    await run(2 * MINUTE_MS);
    socket().end();
  }
  expect([pushed(), ends]).toEqual([['a', 'b'], 0]);
});

test('a question whose answer was lost does not stand in the way for ever', async () => {
  await connect();
  const before = socket();
  wanted = ['a', 'c'];
  live.wake();
  await run(9_000);
  const count = { postId: 'a', count: 2, asOf: null };
  before.say({ type: 'counts', posts: [count] });
  await run(9_000);
  expect(before.isClosed).toBe(false);
  wanted = ['a'];
  live.wake();
  await run(200);
  expect(before.isClosed).toBe(true);
});

test('counts of posts that are not watched are left out', async () => {
  await connect();
  const { length } = delivered;
  socket().say({ type: 'counts', posts: [{ postId: 'c', count: 1, asOf: null }] });
  expect(delivered).toHaveLength(length);
  expect(pushed()).toEqual(['a', 'b']);
});

test('a ping without a pong ends the connection', async () => {
  await connect();
  await run(9 * MINUTE_MS + 10_000);
  expect(socket().isClosed || sockets().length > 1).toBe(true);
});

test('a page that is shown again after a sleep finds out whether its connection is dead', async () => {
  await connect();
  page.setHidden(true);
  await run(30_000);
  page.setHidden(false);
  expect(socket().sent.at(-1)).toEqual({ action: 'ping' });
  await run(14_000);
  expect(sockets()).toHaveLength(2);
});

test('a page that is left ends its connection, and one that is hidden makes none', async () => {
  await connect();
  page.setHidden(true);
  page.fire('pagehide');
  expect(socket().isClosed).toBe(true);
  await run(60 * MINUTE_MS);
  expect(sockets()).toHaveLength(1);
  page.setHidden(false);
  await run(100);
  expect(sockets()).toHaveLength(2);
});

test('without posts in view the connection is closed after a minute', async () => {
  await connect();
  wanted = [];
  live.wake();
  await run(200);
  expect(socket().sent.at(-1)).toEqual({ action: 'unsubscribe', posts: ['a', 'b'] });
  socket().answer(0, 0);
  await run(MINUTE_MS);
  expect(socket().isClosed).toBe(true);
});

test('it asks one thing at a time, and never for more posts than fit', async () => {
  await connect();
  wanted = ['b', 'c', 'd'];
  live.wake();
  await run(200);
  live.wake();
  await run(200);
  expect(socket().sent.slice(1)).toEqual([{ action: 'unsubscribe', posts: ['a'] }]);
  socket().answer(0, 0);
  expect(socket().sent.slice(2)).toEqual([{ action: 'subscribe', posts: ['c'] }]);
  socket().answer(1, Date.now());
  await run(200);
  expect(socket().sent).toHaveLength(3);
  expect(pushed()).toEqual(['b', 'c']);
});

test('what another connection watched is polled if the next one has no room for it', async () => {
  await connect();
  socket().end();
  wanted = ['0', 'a', 'b'];
  await run(4_000);
  socket().open();
  expect(socket().sent).toEqual([{ action: 'subscribe', posts: ['0', 'a'] }]);
  expect([pushed(), ends]).toEqual([['a'], 1]);
});

test.each([
  [400, 1],
  [404, 1],
  [410, 2],
  [429, 2],
  [500, 2],
])(
  'after a problem of status %i the page has made %i connections and polls meanwhile',
  async (status, made) => {
    await run(200);
    socket().open();
    socket().say({ type: 'problem', status, title: 'No' });
    expect(pushed()).toEqual([]);
    await run(4_000);
    expect(sockets()).toHaveLength(made);
    expect(sockets()[0]?.sent).toHaveLength(1);
  },
);

test.each([{ count: -1 }, { count: 0.5 }, { count: '1' }, { asOf: 'never' }, { postId: 7 }, null])(
  'a count with %o is left out, and the others of its frame are taken',
  (wrong) => {
    const good = { postId: 'a', count: 1, asOf: '2026-11-24T00:00:00.000Z' };
    const posts = [wrong && { ...good, ...wrong }, good];
    expect(readFrame(JSON.stringify({ type: 'counts', posts }))?.counts).toEqual([good]);
  },
);

test('whatever a server says, reading it throws nothing and gives counts that can be shown', () => {
  const post = fc.record({
    postId: fc.oneof(fc.string(), fc.anything()),
    count: fc.oneof(fc.nat(), fc.double(), fc.anything()),
    asOf: fc.oneof(fc.date().map(String), fc.string(), fc.constant(null), fc.anything()),
  });
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ type: fc.constantFrom('counts', 'unsubscribed', 'problem', 'x'), posts: fc.array(post) })
      .map((frame) => JSON.stringify(frame)),
  );
  fc.assert(
    fc.property(text, (data) => {
      const { counts = [], left = [] } = readFrame(data) ?? {};
      for (const { postId, count, asOf } of counts) {
        expect(typeof postId).toBe('string');
        expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
        expect(asOf === null || new Date(asOf).toISOString() === asOf).toBe(true);
      }
      for (const postId of left) expect(typeof postId).toBe('string');
    }),
  );
});
