// A network that loses answers, is slow, or is not there: a like is counted once, and nothing is called refused that may be taken.

import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { cardOn, WAIT } from './card.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from './chromium.ts';
import { startTinyApi, type TinyApi } from './tiny-api.ts';

const HOUR_MS = 60 * 60 * 1_000;

let browser: Browser;
let api: TinyApi;
let page: Page;
/** Every text that the box of problems showed. */
let problems: string[];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  api = await startTinyApi();
  problems = [];
  page = await (await browser.newContext()).newPage();
  await page.exposeFunction('keepProblem', (text: string) => problems.push(text));
  await page.addInitScript(`
    addEventListener('DOMContentLoaded', () => {
      const box = document.querySelector('#problem');
      new MutationObserver(() => keepProblem(box.textContent)).observe(box, { childList: true });
    });
  `);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await api.close();
});

async function open() {
  await page.goto(api.url);
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '0' });
}

test('a like whose answers are lost is sent again under the same key, and is never called refused', async () => {
  await open();
  api.losingAnswers = true;
  await cardOn(page).click();
  await vi.waitFor(() => expect(api.actions.length).toBeGreaterThan(2), { timeout: 25_000 });
  expect(new Set(api.keys).size).toBe(1);
  expect(await cardOn(page).look()).toMatchObject({ pressed: true });
  api.losingAnswers = false;
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  await expect.poll(() => cardOn(page).problem(), WAIT).toBe('');
  expect(problems.join()).toContain('This like is kept in this browser, and the page sends it again.');
  expect(problems.join()).not.toContain('not accepted');
}, 60_000);

test('a refusal after a lost answer is told as unknown, and the button shows what the server has', async () => {
  await open();
  api.losingAnswers = true;
  await cardOn(page).click();
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ note: 'not confirmed yet' });
  api.failWith = 403;
  await expect.poll(() => cardOn(page).problem(), WAIT).toContain('It is not known whether it arrived');
  api.failWith = undefined;
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  expect(problems.join()).not.toContain('not accepted');
});

test('offline, a like waits and says so, and is sent when the connection is back', async () => {
  await open();
  await page.context().setOffline(true);
  await cardOn(page).click();
  await expect
    .poll(() => cardOn(page).look(), WAIT)
    .toEqual({ count: '0', note: 'not confirmed yet', pressed: true });
  expect(await cardOn(page).problem()).toBe(
    'A clock that shows the tide: The counter cannot be reached. ' +
      'This like is kept in this browser, and the page sends it again.',
  );
  await page.context().setOffline(false);
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  await expect.poll(() => cardOn(page).problem(), WAIT).toBe('');
});

test('a like that is taken back offline is not counted', async () => {
  await open();
  await page.context().setOffline(true);
  await cardOn(page).click();
  await cardOn(page).click();
  await page.context().setOffline(false);
  await vi.waitFor(() => expect(api.actions.map(({ op }) => op)).toEqual(['unlike']), WAIT);
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '0', pressed: false });
});

test('a like that could not be sent for a day is given up openly', async () => {
  await page.clock.install();
  await open();
  api.failWith = 503;
  await cardOn(page).click();
  await vi.waitFor(() => expect(api.calls).toContain('POST /v1/visitors'), WAIT);
  await page.context().setOffline(true);
  await page.clock.fastForward(24 * HOUR_MS);
  await expect.poll(() => cardOn(page).problem(), WAIT).toContain('could not be sent for a day');
  expect(await cardOn(page).look()).toMatchObject({ pressed: false });
  api.failWith = undefined;
  await page.context().setOffline(false);
  await page.clock.runFor(30_000);
  expect(api.actions).toEqual([]);
});

test('a page that a network puts in place of an answer is no answer', async () => {
  await open();
  api.portal = '<h1>Welcome to the hotel</h1>';
  await cardOn(page).click();
  await expect.poll(() => cardOn(page).problem(), WAIT).toContain('The counter cannot be reached');
  expect(await cardOn(page).look()).toMatchObject({ note: 'not confirmed yet' });
  api.portal = undefined;
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
});

test('on a slow network a like says that it is being sent, then that it is being counted', async () => {
  await open();
  api.counting = false;
  api.delayMs = 2_000;
  await cardOn(page).click();
  expect(await cardOn(page).look()).toEqual({ count: '0', note: 'sending…', pressed: true });
  await expect
    .poll(() => cardOn(page).look(), WAIT)
    .toEqual({ count: '0', note: 'counting…', pressed: true });
  api.counting = true;
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  expect(api.actions).toHaveLength(1);
});

test('a like that comes too fast waits as long as the API says, is shown as waiting, and goes on under the same key', async () => {
  await open();
  await cardOn(page).click();
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  const before = api.keys.length;
  api.failWith = 429;
  api.retryAfterSeconds = 2;
  await cardOn(page).click();
  await expect
    .poll(() => cardOn(page).look(), WAIT)
    .toMatchObject({
      note: 'waiting…',
      count: '1',
      pressed: false,
    });
  expect(problems.join()).toContain('This unlike is kept in this browser, and the page sends it again.');
  api.failWith = undefined;
  api.retryAfterSeconds = undefined;
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '0', pressed: false });
  const keys = api.keys.slice(before);
  const [firstMs = 0, secondMs = 0] = api.keysAtMs.slice(before);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
  expect(secondMs - firstMs).toBeGreaterThanOrEqual(2_000);
  expect(problems.join()).not.toContain('not accepted');
}, 60_000);
