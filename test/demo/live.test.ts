// Pushed counts, as people see them.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test, vi } from 'vitest';
import { POST, WAIT } from './card.ts';
import {
  count,
  countsFrame,
  first,
  like,
  note,
  pressed,
  setHidden,
  spoken,
  useLivePages,
} from './live-pages.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const COUNT_MOVEMENTS = `window.movements = 0; Element.prototype.animate = () => void window.movements++;`;

const pages = useLivePages();

test('an API that pushes nothing is asked by its max-age, and nothing else is loaded', async () => {
  Object.assign(pages.api, { maxAgeSeconds: 10 });
  pages.api.live.isOn = false;
  const page = await pages.open({ hasClock: true });
  await page.clock.runFor(9_000);
  expect(pages.api.reads).toHaveLength(1);
  await page.clock.runFor(3_500);
  await vi.waitFor(() => expect(pages.api.reads).toHaveLength(2), WAIT);
  await setHidden(page, true);
  await page.clock.runFor(120_000);
  expect(pages.api.reads).toHaveLength(2);
  expect(pages.site.loaded).toEqual(['like-button.js', 'likes-client.js']);
  expect(pages.api.calls.filter((call) => call === 'GET /v1/live')).toHaveLength(1);
  expect(pages.api.visitors.size).toBe(0);
});

test('two people see each other’s like, and a page that is pushed to does not read', async () => {
  const [one, other] = await Promise.all([pages.open(), pages.open()]);
  await pages.connected(2);
  await like(one);
  await expect.poll(() => count(other), WAIT).toBe('1');
  await like(other);
  for (const page of [one, other]) {
    await expect.poll(() => count(page), WAIT).toBe('2');
    await expect.poll(() => note(page), WAIT).toMatch(/^as of/);
    expect(await pressed(page)).toBe('true');
  }
  const { length } = pages.api.reads;
  pages.api.like(POST, 'a third');
  for (const page of [one, other]) await expect.poll(() => count(page), WAIT).toBe('3');
  await one.waitForTimeout(3_000);
  expect(pages.api.reads).toHaveLength(length);
  expect(pages.complaints).toEqual([]);
});

test('a reader’s token is for the connection only, until the reader likes', async () => {
  const authorized: string[] = [];
  const page = await pages.open();
  page.on('request', (request) => authorized.push(request.headers()['authorization'] ?? 'nobody'));
  await pages.connected();
  await page.reload();
  await pages.connected();
  expect(new Set(authorized)).toEqual(new Set(['nobody']));
  await like(page);
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(authorized).toContain('Bearer visitor-0');
  expect(new Set(pages.api.live.tokens)).toEqual(new Set(['visitor-0']));
  expect(pages.api.visitors.size).toBe(1);
});

test('a like is known as counted although the answer that says so is older than the pushed count', async () => {
  const page = await pages.open();
  await pages.connected();
  pages.api.live.say(
    countsFrame({ postId: POST, count: 5, asOf: new Date(Date.now() + 60_000).toISOString() }),
  );
  await expect.poll(() => count(page), WAIT).toBe('5');
  await like(page);
  await expect.poll(() => note(page), WAIT).toMatch(/^as of/);
  expect(await spoken(page)).toBe('like counted, 5 in all');
  expect([await count(page), await pressed(page)]).toEqual(['5', 'true']);
});

test('what the person did on another device shows when the page is shown again', async () => {
  const page = await pages.open();
  await like(page);
  await expect.poll(() => spoken(page), WAIT).toBe('like counted, 1 in all');
  await pages.connected();
  pages.api.likes.set(POST, new Set(['somebody']));
  await setHidden(page, true);
  await setHidden(page, false);
  await expect.poll(() => pressed(page), WAIT).toBe('false');
});

test('a person is told of the own like only', async () => {
  const page = await pages.open();
  await pages.connected();
  pages.api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(await spoken(page)).toBe('');
  await like(page);
  await expect.poll(() => spoken(page), WAIT).toBe('like counted, 2 in all');
  pages.api.like(POST, 'a third');
  await expect.poll(() => count(page), WAIT).toBe('3');
  expect(await spoken(page)).toBe('like counted, 2 in all');
});

test.each([
  ['comes up softly', 'no-preference', 1],
  ['does not move where people wish for less motion', 'reduce', 0],
] as const)('a count that changes %s', async (_, reducedMotion, movements) => {
  const context = await pages.browser.newContext({ reducedMotion });
  const page = await pages.open({ of: context, atOpen: COUNT_MOVEMENTS });
  await pages.connected();
  expect(await page.evaluate('window.movements')).toBe(0);
  pages.api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(await page.evaluate('window.movements')).toBe(movements);
});

test('on a narrow page that reads from the right, a pushed count changes nothing of the layout', async () => {
  pages.api.likes.set(POST, new Set(Array.from({ length: 99 }, (_each, person) => `${person}`)));
  pages.body = `<meta name="viewport" content="width=device-width"><main dir="rtl" lang="ar-EG">${pages.button(POST)}</main>`;
  const context = await pages.browser.newContext({
    viewport: { width: 390, height: 800 },
    colorScheme: 'dark',
  });
  const page = await pages.open({ of: context });
  await pages.connected();
  const before = await first(page).locator('button').boundingBox();
  pages.api.like(POST, 'somebody');
  await expect.poll(() => count(page), WAIT).toBe('١٠٠');
  expect(await first(page).locator('button').boundingBox()).toEqual(before);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await page.addScriptTag({ content: await readFile(axePath, 'utf8') });
  const { violations } = await page.evaluate<{ violations: { id: string; impact: string }[] }>(
    `axe.run('like-button')`,
  );
  expect(violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))).toEqual([]);
  expect(pages.complaints).toEqual([]);
});

test('a page that is hidden for long is closed, and shows the newest count as soon as it is shown', async () => {
  const page = await pages.open({ hasClock: true });
  await page.clock.runFor(500);
  await pages.connected();
  await setHidden(page, true);
  await page.clock.runFor(50_000);
  expect(pages.api.live.viewers.size).toBe(1);
  const { length } = pages.api.reads;
  await page.clock.runFor(20_000);
  await vi.waitFor(() => expect(pages.api.live.viewers.size).toBe(0), WAIT);
  pages.api.like(POST, 'somebody');
  await page.clock.runFor(300_000);
  expect(pages.api.live.tokens).toHaveLength(1);
  expect(pages.api.reads).toHaveLength(length);
  await setHidden(page, false);
  await page.clock.runFor(500);
  await expect.poll(() => count(page), WAIT).toBe('1');
  await pages.connected();
});

test('an idle connection is kept open by a ping', async () => {
  const page = await pages.open({ hasClock: true });
  await page.clock.runFor(500);
  await pages.connected();
  await page.clock.fastForward(9 * 60_000);
  await vi.waitFor(() => expect(pages.frames('ping')).toHaveLength(1), WAIT);
  await page.clock.runFor(15_000);
  expect(pages.api.live.tokens).toHaveLength(1);
});

test('a hidden tab is in step with the one that is pushed to', async () => {
  const one = await pages.open();
  const other = await pages.open({ of: one.context() });
  await pages.connected(2);
  await setHidden(other, true);
  pages.api.like(POST, 'somebody');
  await like(one);
  for (const tab of [one, other]) {
    await expect.poll(() => count(tab), WAIT).toBe('2');
    expect(await pressed(tab)).toBe('true');
  }
  expect(pages.api.visitors.size).toBe(1);
});

test('fifty posts are subscribed to in one frame, and the others are polled', async () => {
  const names = Array.from({ length: 55 }, (_, at) => `post-${String(at).padStart(2, '0')}`);
  pages.body = `<div style="display:flex;flex-wrap:wrap;zoom:0.3">${names.map(pages.button).join('')}</div>`;
  const page = await pages.open();
  await vi.waitFor(() => expect(pages.frames('subscribe')).toHaveLength(1), WAIT);
  expect(pages.frames('subscribe')[0]?.posts).toEqual(names.slice(0, 50));
  await vi.waitFor(() => expect(pages.api.reads.at(-1)).toEqual(names.slice(50)), WAIT);
  for (const name of names) pages.api.like(name, 'somebody');
  await expect
    .poll(async () => new Set(await page.locator('.count').allTextContents()), WAIT)
    .toEqual(new Set(['1']));
  expect(pages.frames('subscribe')).toHaveLength(1);
});

test('posts that leave the view are unsubscribed from, and new ones take their place', async () => {
  const far = '<div style="height:3000px"></div>';
  pages.body = pages.button('one') + far + pages.button('two');
  const page = await pages.open();
  await pages.connected();
  await page.locator('like-button').last().scrollIntoViewIfNeeded();
  await vi.waitFor(() => expect(pages.watched()).toEqual([['two']]), WAIT);
  expect(pages.api.live.frames.map(({ action, posts }) => [action, posts])).toEqual([
    ['subscribe', ['one']],
    ['unsubscribe', ['one']],
    ['subscribe', ['two']],
  ]);
  pages.api.like('one', 'somebody');
  await first(page).scrollIntoViewIfNeeded();
  await expect.poll(() => count(page), WAIT).toBe('1');
  await vi.waitFor(() => expect(pages.watched()).toEqual([['one']]), WAIT);
});
