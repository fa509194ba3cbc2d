// What becomes of pushed counts where something fails: the page goes on, and shows the newest count that it can get.

import { expect, test, vi } from 'vitest';
import { POST, WAIT } from './card.ts';
import { count, countsFrame, like, note, pressed, setHidden, useLivePages } from './live-pages.ts';

/** Chromium writes these itself when a connection fails. */
const NETWORK_COMPLAINT = /WebSocket connection|Failed to load resource/;
const BLOCKED_STORAGE = `Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } });`;

const pages = useLivePages();

test('where connections are refused, the page polls and tries again more and more rarely', async () => {
  pages.api.live.refusing = true;
  const page = await pages.open({ atOpen: 'Math.random = () => 0.5;', hasClock: true });
  await vi.waitFor(() => expect(pages.api.live.refusals).toBe(1), WAIT);
  for (const pauseMs of [2_100, 8_100, 32_100]) {
    const { refusals } = pages.api.live;
    await page.clock.runFor(pauseMs);
    await vi.waitFor(() => expect(pages.api.live.refusals).toBe(refusals + 1), WAIT);
  }
  pages.api.like(POST, 'somebody');
  await page.clock.runFor(2_500);
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(pages.complaints.filter((complaint) => !NETWORK_COMPLAINT.test(complaint))).toEqual([]);
});

test('a viewer whose token no longer holds gets a new one', async () => {
  await pages.open({ atOpen: 'Math.random = () => 0.1;' });
  await pages.connected();
  pages.api.visitors.clear();
  pages.api.live.cut();
  await vi.waitFor(() => expect(pages.api.live.tokens).toHaveLength(2), WAIT);
  await pages.connected();
  expect(pages.api.visitors.size).toBe(1);
});

test('if the live part cannot be loaded, the page polls', async () => {
  const context = await pages.browser.newContext();
  await context.route('**/likes-live.js', (route) => route.abort());
  const page = await pages.open({ of: context });
  pages.api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(pages.api.live.tokens).toEqual([]);
});

test('a page that may not connect by its own policy polls', async () => {
  pages.body = `<meta http-equiv="Content-Security-Policy" content="connect-src ${pages.api.url}">${pages.button(POST)}`;
  const page = await pages.open();
  pages.api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(pages.api.live.tokens).toEqual([]);
});

test('malformed frames are ignored', async () => {
  const page = await pages.open();
  await pages.connected();
  const good = { postId: POST, count: 9, asOf: new Date().toISOString() };
  for (const frame of [
    'nonsense',
    'null',
    '[]',
    '{}',
    '{"type":"counts"}',
    '{"type":"counts","posts":7}',
    '{"message":"Internal server error","connectionId":"a","requestId":"b"}',
    ...[null, {}, { ...good, count: -1 }, { ...good, count: '9' }, { ...good, count: 1.5 }].map(countsFrame),
    ...[
      { ...good, asOf: 'never' },
      { ...good, postId: 7 },
      { ...good, postId: 'another' },
    ].map(countsFrame),
  ])
    pages.api.live.say(frame);
  await vi.waitFor(() => expect(pages.frames('subscribe')).toHaveLength(1), WAIT);
  pages.api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(pages.api.live.tokens).toHaveLength(1);
  expect(pages.complaints).toEqual([]);
});

test('a count that is older than the one that shows is left out', async () => {
  const page = await pages.open();
  await pages.connected();
  pages.api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  pages.api.live.say(countsFrame({ postId: POST, count: 0, asOf: null }));
  pages.api.live.say(countsFrame({ postId: POST, count: 7, asOf: '2020-01-01T00:00:00Z' }));
  pages.api.live.say(countsFrame({ postId: POST, count: 2, asOf: new Date(Date.now() + 10).toISOString() }));
  await expect.poll(() => count(page), WAIT).toBe('2');
});

test('posts whose subscription is refused are polled', async () => {
  pages.api.live.problem = 400;
  const page = await pages.open();
  await vi.waitFor(() => expect(pages.frames('subscribe')).toHaveLength(1), WAIT);
  pages.api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(pages.frames('subscribe')).toHaveLength(1);
  expect(pages.complaints).toEqual([]);
});

test('a connection on which nothing answers is given up, and meanwhile the page polls', async () => {
  pages.api.live.mute = true;
  const page = await pages.open({ hasClock: true });
  await vi.waitFor(() => expect(pages.frames('subscribe')).toHaveLength(1), WAIT);
  pages.api.like(POST, 'somebody');
  await page.clock.runFor(2_500);
  await expect.poll(() => count(page), WAIT).toBe('1');
  pages.api.live.mute = false;
  await page.clock.runFor(12_000);
  await pages.connected();
  await vi.waitFor(() => expect(pages.api.live.tokens).toHaveLength(2), WAIT);
});

test('after a connection broke, the next one fills the gap, and nothing is read', async () => {
  const page = await pages.open();
  await pages.connected();
  await page.waitForTimeout(300);
  const { length } = pages.api.reads;
  pages.api.live.cut();
  await vi.waitFor(() => expect(pages.api.live.viewers.size).toBe(0), WAIT);
  pages.api.like(POST, 'somebody');
  expect(await count(page)).toBe('0');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(pages.api.live.tokens).toHaveLength(2);
  expect(pages.api.reads).toHaveLength(length);
});

test('offline the page says so, and when the network is back it shows what it missed and is pushed to again', async () => {
  const page = await pages.open();
  await pages.connected();
  await page.context().setOffline(true);
  await like(page);
  await expect.poll(() => note(page), WAIT).toBe('not confirmed yet');
  pages.api.like(POST, 'somebody');
  await page.context().setOffline(false);
  await expect.poll(() => count(page), WAIT).toBe('2');
  await pages.connected();
  expect(await pressed(page)).toBe('true');
});

test('with storage blocked, counts are pushed and a like counts', async () => {
  const page = await pages.open({ atOpen: BLOCKED_STORAGE });
  await pages.connected();
  pages.api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  await like(page);
  await expect.poll(() => count(page), WAIT).toBe('2');
  expect(pages.api.visitors.size).toBe(1);
  expect(pages.complaints).toEqual([]);
});

test('a page whose API could not say whether it pushes asks again when it is shown', async () => {
  const page = await pages.open({ of: await unreachableAtFirst() });
  expect(pages.api.live.tokens).toEqual([]);
  await setHidden(page, true);
  await setHidden(page, false);
  await pages.connected();
});

/** Returns a browser to which the first question for pushed counts gets no answer. */
async function unreachableAtFirst() {
  const context = await pages.browser.newContext();
  await context.route('**/v1/live', (route) => route.abort(), { times: 1 });
  return context;
}
