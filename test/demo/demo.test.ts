import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from './chromium.ts';
import { startTinyApi, type TinyApi } from './tiny-api.ts';

const POST = 'tide-clock';
const WAIT = { timeout: 10_000 };

let browser: Browser;
let api: TinyApi;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
});
afterAll(() => browser?.close());

beforeEach(async () => {
  api = await startTinyApi();
  api.likes.set(POST, new Set(['somebody', 'somebody-else']));
  page = await openPage();
});
afterEach(async () => {
  await page.context().close();
  await api.close();
});

async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  page.on('response', (response) => {
    if (response.status() === 404) complaints.push(`${response.url()} is missing`);
  });
  await page.goto(api.url);
  return page;
}

const card = () => page.locator('article').filter({ hasText: 'A clock that shows the tide' });
const likeButton = () => card().getByRole('button', { name: 'Like A clock that shows the tide' });
const count = () => card().locator('.count').textContent();
const note = () => card().locator('.note').textContent();
const pressed = () => likeButton().getAttribute('aria-pressed');
const alert = () => page.locator('#problem').textContent();
const announcement = () => card().locator('[aria-live=polite]').textContent();

test('the page says plainly that the API fails, and goes on by itself once the API answers again', async () => {
  api.failWith = 503;
  await expect
    .poll(alert, WAIT)
    .toContain('The tiny API was told to fail. The counts may be old. The page is trying again.');
  api.failWith = undefined;
  await expect.poll(count, WAIT).toBe('2');
  await page.locator('#problem').waitFor({ state: 'hidden' });
});

test('the page takes back a like that the API refuses, and says so', async () => {
  await expect.poll(count, WAIT).toBe('2');
  api.failWith = 400;
  await likeButton().click();
  await expect.poll(alert, WAIT).toContain('This like was not accepted');
  await expect.poll(pressed, WAIT).toBe('false');
});

test('a like is sent again while the API is too busy, until it is accepted', async () => {
  api.failWith = 503;
  await likeButton().click();
  await vi.waitFor(() => expect(api.calls).toContain('POST /v1/visitors'));
  api.failWith = undefined;
  await expect.poll(count, WAIT).toBe('3');
  await expect.poll(pressed, WAIT).toBe('true');
});

test('the page says that the API cannot be reached, without an error of its own', async () => {
  await expect.poll(count, WAIT).toBe('2');
  await page.context().setOffline(true);
  await expect.poll(alert, WAIT).toContain('The counter cannot be reached');
  expect(complaints.filter((complaint) => !complaint.endsWith('failed'))).toEqual([]);
});

test('a post without likes says so', async () => {
  const bread = page.locator('article').filter({ hasText: 'Bread for the night bus' });
  await expect.poll(() => bread.locator('.likes').textContent(), WAIT).toBe('0no likes yet');
});

test('a like shows at once as pressed, as counting until it is counted, and then in the count', async () => {
  await expect.poll(count, WAIT).toBe('2');
  api.counting = false;
  await likeButton().click();
  await expect.poll(pressed, WAIT).toBe('true');
  await expect.poll(note, WAIT).toBe('counting…');
  await expect.poll(count, WAIT).toBe('2');
  api.counting = true;
  await expect.poll(count, WAIT).toBe('3');
  await expect.poll(note, WAIT).toMatch(/^as of \d/);
  await expect.poll(announcement, WAIT).toBe('A clock that shows the tide: like counted, 3 in all');
  expect(complaints).toEqual([]);
});

test('a like is still there after a reload, and an unlike removes it', async () => {
  await likeButton().click();
  await expect.poll(count, WAIT).toBe('3');
  await page.reload();
  await expect.poll(pressed, WAIT).toBe('true');
  await likeButton().click();
  await expect.poll(count, WAIT).toBe('2');
  await expect.poll(pressed, WAIT).toBe('false');
  expect(api.visitors.size).toBe(1);
});

test('quick clicks end in the state of the last one', async () => {
  for (let click = 0; click < 5; click++) await likeButton().click();
  await expect.poll(count, WAIT).toBe('3');
  await expect.poll(pressed, WAIT).toBe('true');
});

test('the keyboard can reach and press the button, and the page shows the focus', async () => {
  await expect.poll(count, WAIT).toBe('2');
  // The first stops are the links to the other pages.
  for (let stop = 0; stop < 3; stop++) await page.keyboard.press('Tab');
  const focused = 'document.activeElement.shadowRoot.activeElement';
  expect(await page.evaluate(`${focused}.textContent`)).toContain('A clock that shows the tide');
  expect(await page.evaluate(`getComputedStyle(${focused}).outlineStyle`)).toBe('solid');
  await page.keyboard.press('Space');
  await expect.poll(count, WAIT).toBe('3');
  await page.keyboard.press('Enter');
  await expect.poll(count, WAIT).toBe('2');
});

test('a visitor whose token is refused renews it and stays the same person', async () => {
  await likeButton().click();
  await expect.poll(count, WAIT).toBe('3');
  for (const token of api.visitors) api.expired.add(token);
  api.visitors.clear();
  await likeButton().click();
  await expect.poll(count, WAIT).toBe('2');
  expect(new Set(api.actions.map(({ token }) => token)).size).toBe(1);
  expect(await pressed()).toBe('false');
});

test('a visitor whom the API no longer knows goes on as a new one', async () => {
  await likeButton().click();
  await expect.poll(count, WAIT).toBe('3');
  api.visitors.clear();
  await expect.poll(pressed, WAIT).toBe('false');
  await likeButton().click();
  await expect.poll(pressed, WAIT).toBe('true');
  await vi.waitFor(() => expect(api.visitors.size).toBe(1));
});

test('a hidden tab stops polling and a shown one starts again', async () => {
  await page.clock.install();
  await page.reload();
  await expect.poll(count, WAIT).toBe('2');
  await setHidden(true);
  const callsBefore = api.calls.length;
  await page.clock.runFor(60_000);
  expect(api.calls.length).toBe(callsBefore);
  await setHidden(false);
  await vi.waitFor(() => expect(api.calls.length).toBeGreaterThan(callsBefore));
});

async function setHidden(hidden: boolean) {
  await page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
}
