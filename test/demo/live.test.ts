// Pushed counts, as people see them: what comes, what is missed, and what happens where nothing is pushed.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { POST, WAIT } from './card.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from './chromium.ts';
import { type EmbeddingSite, startEmbeddingSite } from './embedding-site.ts';
import { startTinyApi, type TinyApi } from './tiny-api.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Chromium writes these itself when a connection fails. */
const NETWORK_COMPLAINT = /WebSocket connection|Failed to load resource/;
const COUNT_MOVEMENTS = `window.movements = 0; Element.prototype.animate = () => void window.movements++;`;
const BLOCKED_STORAGE = `Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } });`;

let browser: Browser;
let api: TinyApi;
let site: EmbeddingSite;
let body: string;
let complaints: string[];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  api = await startTinyApi();
  api.live.isOn = true;
  site = await startEmbeddingSite({
    page: () =>
      `<!doctype html><html lang="en"><title>A site</title><script type="module" src="/likes/like-button.js"></script>${body}`,
  });
  body = button(POST);
  complaints = [];
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await Promise.all([api.close(), site.close()]);
});

const button = (postId: string) => `<like-button post-id="${postId}" api="${api.url}"></like-button>`;

async function open({ atOpen = '', hasClock = false, of }: OpenOptions = {}): Promise<Page> {
  const context = of ?? (await browser.newContext());
  const page = await context.newPage();
  await page.addInitScript(atOpen);
  if (hasClock) await page.clock.install();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(site.url);
  await expect.poll(() => count(page), WAIT).not.toBe('–');
  return page;
}

interface OpenOptions {
  readonly atOpen?: string;
  readonly hasClock?: boolean;
  readonly of?: BrowserContext;
}

const first = (page: Page) => page.locator('like-button').first();
const count = (page: Page) => first(page).locator('.count').textContent();
const spoken = (page: Page) => first(page).locator('[aria-live=polite]').textContent();
const pressed = (page: Page) => first(page).getByRole('button').getAttribute('aria-pressed');
const like = (page: Page) => first(page).getByRole('button').click();
const frames = (action: string) => api.live.frames.filter((frame) => frame.action === action);
const watched = () => [...api.live.viewers.values()].map((posts) => [...posts]);
const connected = (connections = 1) =>
  vi.waitFor(() => {
    expect(watched()).toHaveLength(connections);
    for (const posts of watched()) expect(posts).not.toEqual([]);
  }, WAIT);

async function setHidden(page: Page, hidden: boolean) {
  await page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
}

test('where connections are refused, the page polls and tries again more and more rarely', async () => {
  api.live.refusing = true;
  const page = await open({ atOpen: 'Math.random = () => 0.5;', hasClock: true });
  await vi.waitFor(() => expect(api.live.refusals).toBe(1), WAIT);
  for (const pauseMs of [2_100, 8_100, 32_100]) {
    const { refusals } = api.live;
    await page.clock.runFor(pauseMs);
    await vi.waitFor(() => expect(api.live.refusals).toBe(refusals + 1), WAIT);
  }
  api.like(POST, 'somebody');
  await page.clock.runFor(2_500);
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(complaints.filter((complaint) => !NETWORK_COMPLAINT.test(complaint))).toEqual([]);
});

test('a viewer whose token no longer holds gets a new one', async () => {
  await open({ atOpen: 'Math.random = () => 0.1;' });
  await connected();
  api.visitors.clear();
  api.live.cut();
  await vi.waitFor(() => expect(api.live.tokens).toHaveLength(2), WAIT);
  await connected();
  expect(api.visitors.size).toBe(1);
});

test('if the live part cannot be loaded, the page polls', async () => {
  const context = await browser.newContext();
  await context.route('**/likes-live.js', (route) => route.abort());
  const page = await open({ of: context });
  api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(api.live.tokens).toEqual([]);
});

test('a page that may not connect by its own policy polls', async () => {
  body = `<meta http-equiv="Content-Security-Policy" content="connect-src ${api.url}">${button(POST)}`;
  const page = await open();
  api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(api.live.tokens).toEqual([]);
});

test('malformed frames are ignored', async () => {
  const page = await open();
  await connected();
  const good = { postId: POST, count: 9, asOf: new Date().toISOString() };
  for (const frame of [
    'nonsense',
    'null',
    '[]',
    '{}',
    '{"type":"counts"}',
    '{"type":"counts","posts":7}',
    '{"message":"Internal server error","connectionId":"a","requestId":"b"}',
    ...[null, {}, { ...good, count: -1 }, { ...good, count: '9' }, { ...good, count: 1.5 }].map(counts),
    ...[
      { ...good, asOf: 'never' },
      { ...good, postId: 7 },
      { ...good, postId: 'another' },
    ].map(counts),
  ])
    api.live.say(frame);
  await vi.waitFor(() => expect(frames('subscribe')).toHaveLength(1), WAIT);
  api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(api.live.tokens).toHaveLength(1);
  expect(complaints).toEqual([]);
});

const counts = (post: unknown) => JSON.stringify({ type: 'counts', posts: [post] });

test('a count that is older than the one that shows is left out', async () => {
  const page = await open();
  await connected();
  api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  api.live.say(counts({ postId: POST, count: 0, asOf: null }));
  api.live.say(counts({ postId: POST, count: 7, asOf: '2020-01-01T00:00:00Z' }));
  api.live.say(counts({ postId: POST, count: 2, asOf: new Date(Date.now() + 10).toISOString() }));
  await expect.poll(() => count(page), WAIT).toBe('2');
});

test('posts whose subscription is refused are polled', async () => {
  api.live.problem = 400;
  const page = await open();
  await vi.waitFor(() => expect(frames('subscribe')).toHaveLength(1), WAIT);
  api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(frames('subscribe')).toHaveLength(1);
  expect(complaints).toEqual([]);
});

test('a connection on which nothing answers is given up, and meanwhile the page polls', async () => {
  api.live.mute = true;
  const page = await open({ hasClock: true });
  await vi.waitFor(() => expect(frames('subscribe')).toHaveLength(1), WAIT);
  api.like(POST, 'somebody');
  await page.clock.runFor(2_500);
  await expect.poll(() => count(page), WAIT).toBe('1');
  api.live.mute = false;
  await page.clock.runFor(12_000);
  await connected();
  await vi.waitFor(() => expect(api.live.tokens).toHaveLength(2), WAIT);
});

test('after a connection broke, the next one fills the gap, and nothing is read', async () => {
  const page = await open();
  await connected();
  await page.waitForTimeout(300);
  const { length } = api.reads;
  api.live.cut();
  await vi.waitFor(() => expect(api.live.viewers.size).toBe(0), WAIT);
  api.like(POST, 'somebody');
  expect(await count(page)).toBe('0');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(api.live.tokens).toHaveLength(2);
  expect(api.reads).toHaveLength(length);
});

test('offline the page says so, and when the network is back it shows what it missed and is pushed to again', async () => {
  const page = await open();
  await connected();
  await page.context().setOffline(true);
  await like(page);
  await expect.poll(() => first(page).locator('.note').textContent(), WAIT).toBe('not confirmed yet');
  api.like(POST, 'somebody');
  await page.context().setOffline(false);
  await expect.poll(() => count(page), WAIT).toBe('2');
  await connected();
  expect(await pressed(page)).toBe('true');
});

test('an API that pushes nothing is asked by its max-age, and nothing else is loaded', async () => {
  Object.assign(api, { maxAgeSeconds: 10 });
  api.live.isOn = false;
  const page = await open({ hasClock: true });
  await page.clock.runFor(9_000);
  expect(api.reads).toHaveLength(1);
  await page.clock.runFor(3_500);
  await vi.waitFor(() => expect(api.reads).toHaveLength(2), WAIT);
  await setHidden(page, true);
  await page.clock.runFor(120_000);
  expect(api.reads).toHaveLength(2);
  expect(site.loaded).toEqual(['like-button.js', 'likes-client.js']);
  expect(api.calls.filter((call) => call === 'GET /v1/live')).toHaveLength(1);
  expect(api.visitors.size).toBe(0);
});

test('two people see each other’s like, and a page that is pushed to does not read', async () => {
  const [one, other] = await Promise.all([open(), open()]);
  await connected(2);
  await like(one);
  await expect.poll(() => count(other), WAIT).toBe('1');
  await like(other);
  for (const page of [one, other]) {
    await expect.poll(() => count(page), WAIT).toBe('2');
    await expect.poll(() => first(page).locator('.note').textContent(), WAIT).toMatch(/^as of/);
    expect(await pressed(page)).toBe('true');
  }
  const { length } = api.reads;
  api.like(POST, 'a third');
  for (const page of [one, other]) await expect.poll(() => count(page), WAIT).toBe('3');
  await one.waitForTimeout(3_000);
  expect(api.reads).toHaveLength(length);
  expect(complaints).toEqual([]);
});

test('a reader’s token is for the connection only, until the reader likes', async () => {
  const authorized: string[] = [];
  const page = await open();
  page.on('request', (request) => authorized.push(request.headers()['authorization'] ?? 'nobody'));
  await connected();
  await page.reload();
  await connected();
  expect(new Set(authorized)).toEqual(new Set(['nobody']));
  await like(page);
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(authorized).toContain('Bearer visitor-0');
  expect(new Set(api.live.tokens)).toEqual(new Set(['visitor-0']));
  expect(api.visitors.size).toBe(1);
});

test('a like is known as counted although the answer that says so is older than the pushed count', async () => {
  const page = await open();
  await connected();
  api.live.say(counts({ postId: POST, count: 5, asOf: new Date(Date.now() + 60_000).toISOString() }));
  await expect.poll(() => count(page), WAIT).toBe('5');
  await like(page);
  await expect.poll(() => first(page).locator('.note').textContent(), WAIT).toMatch(/^as of/);
  expect(await spoken(page)).toBe('like counted, 5 in all');
  expect([await count(page), await pressed(page)]).toEqual(['5', 'true']);
});

test('what the person did on another device shows when the page is shown again', async () => {
  const page = await open();
  await like(page);
  await expect.poll(() => spoken(page), WAIT).toBe('like counted, 1 in all');
  await connected();
  api.likes.set(POST, new Set(['somebody']));
  await setHidden(page, true);
  await setHidden(page, false);
  await expect.poll(() => pressed(page), WAIT).toBe('false');
});

test('a person is told of the own like only', async () => {
  const page = await open();
  await connected();
  api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(await spoken(page)).toBe('');
  await like(page);
  await expect.poll(() => spoken(page), WAIT).toBe('like counted, 2 in all');
  api.like(POST, 'a third');
  await expect.poll(() => count(page), WAIT).toBe('3');
  expect(await spoken(page)).toBe('like counted, 2 in all');
});

test.each([
  ['comes up softly', 'no-preference', 1],
  ['does not move where people wish for less motion', 'reduce', 0],
] as const)('a count that changes %s', async (_, reducedMotion, movements) => {
  const context = await browser.newContext({ reducedMotion });
  const page = await open({ of: context, atOpen: COUNT_MOVEMENTS });
  await connected();
  expect(await page.evaluate('window.movements')).toBe(0);
  api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(await page.evaluate('window.movements')).toBe(movements);
});

test('on a narrow page that reads from the right, a pushed count changes nothing of the layout', async () => {
  api.likes.set(POST, new Set(Array.from({ length: 99 }, (_each, person) => `${person}`)));
  body = `<meta name="viewport" content="width=device-width"><main dir="rtl" lang="ar-EG">${button(POST)}</main>`;
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, colorScheme: 'dark' });
  const page = await open({ of: context });
  await connected();
  const before = await first(page).locator('button').boundingBox();
  api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('١٠٠');
  expect(await first(page).locator('button').boundingBox()).toEqual(before);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await page.addScriptTag({ content: await readFile(axePath, 'utf8') });
  const { violations } = await page.evaluate<{ violations: { id: string; impact: string }[] }>(
    `axe.run('like-button')`,
  );
  expect(violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('with storage blocked, counts are pushed and a like counts', async () => {
  const page = await open({ atOpen: BLOCKED_STORAGE });
  await connected();
  api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  await like(page);
  await expect.poll(() => count(page), WAIT).toBe('2');
  expect(api.visitors.size).toBe(1);
  expect(complaints).toEqual([]);
});

test('a page that is hidden for long is closed, and shows the newest count as soon as it is shown', async () => {
  const page = await open({ hasClock: true });
  await page.clock.runFor(500);
  await connected();
  await setHidden(page, true);
  await page.clock.runFor(50_000);
  expect(api.live.viewers.size).toBe(1);
  const { length } = api.reads;
  await page.clock.runFor(20_000);
  await vi.waitFor(() => expect(api.live.viewers.size).toBe(0), WAIT);
  api.like(POST, 'somebody');
  await page.clock.runFor(300_000);
  expect(api.live.tokens).toHaveLength(1);
  expect(api.reads).toHaveLength(length);
  await setHidden(page, false);
  await page.clock.runFor(500);
  await expect.poll(() => count(page), WAIT).toBe('1');
  await connected();
});

test('an idle connection is kept open by a ping', async () => {
  const page = await open({ hasClock: true });
  await page.clock.runFor(500);
  await connected();
  await page.clock.fastForward(9 * 60_000);
  await vi.waitFor(() => expect(frames('ping')).toHaveLength(1), WAIT);
  await page.clock.runFor(15_000);
  expect(api.live.tokens).toHaveLength(1);
});

test('a hidden tab is in step with the one that is pushed to', async () => {
  const one = await open();
  const other = await open({ of: one.context() });
  await connected(2);
  await setHidden(other, true);
  api.like(POST, 'somebody');
  await like(one);
  for (const tab of [one, other]) {
    await expect.poll(() => count(tab), WAIT).toBe('2');
    expect(await pressed(tab)).toBe('true');
  }
  expect(api.visitors.size).toBe(1);
});

test('fifty posts are subscribed to in one frame, and the others are polled', async () => {
  const names = Array.from({ length: 55 }, (_, at) => `post-${String(at).padStart(2, '0')}`);
  body = `<div style="display:flex;flex-wrap:wrap;zoom:0.3">${names.map(button).join('')}</div>`;
  const page = await open();
  await vi.waitFor(() => expect(frames('subscribe')).toHaveLength(1), WAIT);
  expect(frames('subscribe')[0]?.posts).toEqual(names.slice(0, 50));
  await vi.waitFor(() => expect(api.reads.at(-1)).toEqual(names.slice(50)), WAIT);
  for (const name of names) api.like(name, 'somebody');
  await expect
    .poll(async () => new Set(await page.locator('.count').allTextContents()), WAIT)
    .toEqual(new Set(['1']));
  expect(frames('subscribe')).toHaveLength(1);
});

test('posts that leave the view are unsubscribed from, and new ones take their place', async () => {
  const far = '<div style="height:3000px"></div>';
  body = button('one') + far + button('two');
  const page = await open();
  await connected();
  await page.locator('like-button').last().scrollIntoViewIfNeeded();
  await vi.waitFor(() => expect(watched()).toEqual([['two']]), WAIT);
  expect(api.live.frames.map(({ action, posts }) => [action, posts])).toEqual([
    ['subscribe', ['one']],
    ['unsubscribe', ['one']],
    ['subscribe', ['two']],
  ]);
  api.like('one', 'somebody');
  await first(page).scrollIntoViewIfNeeded();
  await expect.poll(() => count(page), WAIT).toBe('1');
  await vi.waitFor(() => expect(watched()).toEqual([['one']]), WAIT);
});
