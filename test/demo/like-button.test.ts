// The like button as other sites have it: what it loads and reads, and how it looks and sounds.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { POST, WAIT } from './card.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from './chromium.ts';
import { type EmbeddingSite, startEmbeddingSite } from './embedding-site.ts';
import { startTinyApi, type TinyApi } from './tiny-api.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

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

const button = (postId: string, more = '') =>
  `<like-button post-id="${postId}" api="${api.url}/" label="${postId}" ${more}></like-button>`;

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  return openTab(await (await browser.newContext(options)).newPage());
}

async function openTab(page: Page): Promise<Page> {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(site.url);
  return page;
}

const likes = (page: Page) => page.locator('like-button').first();
const count = (page: Page) => likes(page).locator('.count').textContent();
const note = (page: Page) => likes(page).locator('.note').textContent();
const spoken = (page: Page) => likes(page).locator('[aria-live=polite]').textContent();
const pressed = (page: Page) => likes(page).getByRole('button').getAttribute('aria-pressed');
const styleOf = (page: Page, selector: string, property: string) =>
  page.evaluate(
    `getComputedStyle(document.querySelector('like-button').shadowRoot.querySelector('${selector}')).${property}`,
  );

test('nothing is loaded for a button out of view, and buttons in view are read together', async () => {
  const far = '<div style="height:3000px"></div>';
  body = far + button('one') + button('two') + far + button('three');
  const page = await open();
  await vi.waitFor(() => expect(site.loaded).toEqual(['like-button.js']), WAIT);
  await page.waitForLoadState('networkidle');
  expect(site.loaded).toEqual(['like-button.js']);
  expect(api.calls).toEqual([]);
  await likes(page).scrollIntoViewIfNeeded();
  await vi.waitFor(() => expect(api.reads.length).toBeGreaterThan(1), WAIT);
  expect(new Set(api.reads.map(String))).toEqual(new Set(['one,two']));
  await page.locator('like-button').last().scrollIntoViewIfNeeded();
  await vi.waitFor(() => expect(api.reads.at(-1)).toEqual(['three']), WAIT);
});

test('a like is counted for the next load of the page, and taken back', async () => {
  const page = await open();
  await likes(page).getByRole('button').click();
  expect(await pressed(page)).toBe('true');
  await expect.poll(() => count(page), WAIT).toBe('1');
  expect(await spoken(page)).toBe(`${POST}: like counted, 1 in all`);
  await page.reload();
  await expect.poll(() => pressed(page), WAIT).toBe('true');
  await likes(page).getByRole('button').click();
  await expect.poll(() => count(page), WAIT).toBe('0');
  expect(await pressed(page)).toBe('false');
  expect(complaints).toEqual([]);
});

test('posts may have any names', async () => {
  const names = ['constructor', '__proto__', 'a,b', 'é 👍'];
  body = names.map((name) => button(name)).join('');
  const page = await open();
  await expect.poll(() => page.locator('.count').allTextContents(), WAIT).toEqual(['0', '0', '0', '0']);
  for (let at = 0; at < names.length; at++) await page.getByRole('button').nth(at).click();
  await expect.poll(() => page.locator('.count').allTextContents(), WAIT).toEqual(['1', '1', '1', '1']);
  expect(complaints).toEqual([]);
});

test('a hidden tab takes over the counts that another tab reads', async () => {
  const one = await open();
  const other = await openTab(await one.context().newPage());
  await expect.poll(() => count(other), WAIT).toBe('0');
  await other.evaluate(`
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
  api.likes.set(POST, new Set(['somebody']));
  await likes(one).getByRole('button').click();
  for (const tab of [one, other]) {
    await expect.poll(() => count(tab), WAIT).toBe('2');
    expect(await pressed(tab)).toBe('true');
  }
});

test('offline a like waits, and is sent once under the same key when the network is back', async () => {
  const page = await open();
  await likes(page).getByRole('button').click();
  await expect.poll(() => count(page), WAIT).toBe('1');
  await page.context().setOffline(true);
  await likes(page).getByRole('button').click();
  await expect.poll(() => note(page), WAIT).toBe('not confirmed yet');
  await page.context().setOffline(false);
  await expect.poll(() => count(page), WAIT).toBe('0');
  expect(new Set(api.keys).size).toBe(2);
});

test('a button that was told to wait sends nothing before, however often it is pressed', async () => {
  const page = await open();
  await likes(page).getByRole('button').click();
  await expect.poll(() => count(page), WAIT).toBe('1');
  Object.assign(api, { failWith: 429, retryAfterSeconds: 3 });
  const pausedMs = Date.now();
  await likes(page).getByRole('button').click();
  await expect.poll(() => note(page), WAIT).toBe('waiting…');
  const { length } = api.keys;
  for (let press = 0; press < 4; press++) await likes(page).getByRole('button').click();
  api.failWith = undefined;
  await vi.waitFor(() => expect(api.keys.length).toBeGreaterThan(length), WAIT);
  expect(Date.now() - pausedMs).toBeGreaterThan(2_900);
  await expect.poll(() => count(page), WAIT).toBe('0');
  expect(api.keys).toHaveLength(length + 1);
});

test('a refused like is taken back, and said so', async () => {
  const page = await open();
  await expect.poll(() => count(page), WAIT).toBe('0');
  api.failWith = 403;
  await likes(page).getByRole('button').click();
  await expect.poll(() => note(page), WAIT).toBe('not accepted');
  expect(await pressed(page)).toBe('false');
  expect(await spoken(page)).toBe(`${POST}: not accepted`);
});

test('the keyboard is enough, and the focus is seen', async () => {
  const page = await open();
  await expect.poll(() => count(page), WAIT).toBe('0');
  await page.keyboard.press('Tab');
  expect(await styleOf(page, 'button', 'outlineStyle')).toBe('solid');
  await page.keyboard.press('Enter');
  await expect.poll(() => count(page), WAIT).toBe('1');
  await page.keyboard.press('Space');
  await expect.poll(() => count(page), WAIT).toBe('0');
});

test('it follows the language and the direction of the page, and the wish for less motion', async () => {
  api.likes.set(POST, new Set(Array.from({ length: 12_345 }, (_, person) => `${person}`)));
  body = `<div dir="rtl" lang="ar-EG">${button(POST)}</div>`;
  const page = await open({ reducedMotion: 'reduce' });
  await expect.poll(() => count(page), WAIT).toBe('١٢\u00a0ألف');
  const [button_, figure] = await Promise.all([
    likes(page).locator('button').boundingBox(),
    likes(page).locator('.count').boundingBox(),
  ]);
  expect(button_?.x).toBeGreaterThan(figure?.x ?? Infinity);
  expect(await styleOf(page, 'svg', 'transitionDuration')).toBe('0s');
  const other = await open({ reducedMotion: 'no-preference' });
  await expect.poll(() => count(other), WAIT).not.toBe('–');
  expect(await styleOf(other, 'svg', 'transitionDuration')).toBe('0.12s');
});

test('a page changes its look by parts and custom properties, and its words', async () => {
  body = `<style>like-button { --like-color: rgb(1, 2, 3) } like-button::part(count) { font-size: 40px }</style>
    <script type="module">import { texts } from '/likes/like-button.js'; texts.like = 'Gefällt mir';</script>${button(POST)}`;
  const page = await open();
  await expect.poll(() => count(page), WAIT).toBe('0');
  expect(await styleOf(page, 'button', 'color')).toBe('rgb(1, 2, 3)');
  expect(await styleOf(page, '.count', 'fontSize')).toBe('40px');
  expect(await likes(page).getByRole('button').textContent()).toBe(`Gefällt mir ${POST}`);
});

test('an element that gets another post shows that post', async () => {
  api.likes.set('other', new Set(['somebody']));
  const page = await open();
  await expect.poll(() => count(page), WAIT).toBe('0');
  await page.evaluate(`document.querySelector('like-button').setAttribute('post-id', 'other')`);
  await expect.poll(() => count(page), WAIT).toBe('1');
  await vi.waitFor(() => expect(api.reads.at(-1)).toEqual(['other']), WAIT);
});

test.each([
  ['light', 1_280],
  ['dark', 390],
] as const)('axe finds nothing serious on the %s page at %i px', async (colorScheme, width) => {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height: 900 },
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.goto(api.url);
  await expect.poll(() => count(page), WAIT).toBe('0');
  await likes(page).getByRole('button').click();
  await expect.poll(() => count(page), WAIT).toBe('1');
  await page.addScriptTag({ content: await readFile(axePath, 'utf8') });
  const { violations } = await page.evaluate<{ violations: { id: string; impact: string }[] }>('axe.run()');
  expect(violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
});
