// People whose clocks are wrong: their likes are accepted, and a later action of theirs wins against an earlier one.

import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { eventIdTimeMs } from '../../core/likes/event-id.ts';
import { cardOn, WAIT } from './card.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from './chromium.ts';
import { startTinyApi, type TinyApi } from './tiny-api.ts';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;
const WRONG_CLOCKS = [
  ['an hour ahead', HOUR_MS],
  ['an hour behind', -HOUR_MS],
  ['two days ahead', 2 * DAY_MS],
  ['two days behind', -2 * DAY_MS],
  ['of 1970', -Date.now()],
] as const;

let browser: Browser;
let api: TinyApi;
/** Serves the page of another origin. */
let site: TinyApi;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  [api, site] = await Promise.all([startTinyApi(), startTinyApi()]);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await Promise.all([api.close(), site.close()]);
});

async function openWithClock(offsetMs: number, url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await setClock(page, offsetMs);
  await page.goto(url);
  return page;
}

const setClock = (page: Page, offsetMs: number) => page.clock.install({ time: Date.now() + offsetMs });

/** The page made the ids. Each is greater than the one before, and near the server's time. */
function expectGoodIds(count: number) {
  const ids = api.actions.map(({ id }) => id);
  expect(api.keys).toEqual(expect.arrayContaining(ids));
  expect(ids).toHaveLength(count);
  expect(ids).toEqual(ids.toSorted());
  for (const id of ids) expect(Math.abs(eventIdTimeMs(id) - Date.now())).toBeLessThan(30_000);
}

test.each(WRONG_CLOCKS)(
  'with a clock %s, a person likes, takes it back and likes again',
  async (_, offsetMs) => {
    const page = await openWithClock(offsetMs, api.url);
    await cardOn(page).click();
    await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
    await cardOn(page).click();
    await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '0', pressed: false });
    await cardOn(page).click();
    await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
    expectGoodIds(3);
    expect(api.keys).toHaveLength(3);
  },
);

test.each(WRONG_CLOCKS)(
  'with a clock %s, a page of another origin gets its likes accepted too',
  async (_, offsetMs) => {
    const page = await openWithClock(offsetMs, `${site.url}/?api=${encodeURIComponent(api.url)}`);
    await cardOn(page).click();
    await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
    expectGoodIds(1);
  },
);

test.each(WRONG_CLOCKS.filter(([name]) => name !== 'an hour behind'))(
  'with a clock %s, a refused key tells the time where the date of answers is hidden',
  async (_, offsetMs) => {
    api.exposedHeaders = 'retry-after';
    const page = await openWithClock(offsetMs, `${site.url}/?api=${encodeURIComponent(api.url)}`);
    await cardOn(page).click();
    await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
    expect(api.keys.length).toBe(2);
    expectGoodIds(1);
  },
);

test('a person whose clock is set back by an hour still wins against an earlier action', async () => {
  api.exposedHeaders = 'retry-after';
  const page = await openWithClock(0, `${site.url}/?api=${encodeURIComponent(api.url)}`);
  await cardOn(page).click();
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  await setClock(page, -HOUR_MS);
  await page.reload();
  expect(Math.abs((await page.evaluate<number>('Date.now()')) + HOUR_MS - Date.now())).toBeLessThan(10_000);
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  await cardOn(page).click();
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '0', pressed: false });
  expectGoodIds(2);
});

test('a click in another tab, whose clock was corrected otherwise, wins against the click before it', async () => {
  api.exposedHeaders = 'retry-after';
  const url = `${site.url}/?api=${encodeURIComponent(api.url)}`;
  const ahead = await openWithClock(HOUR_MS, url);
  await cardOn(ahead).click();
  await expect.poll(() => cardOn(ahead).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  const behind = await ahead.context().newPage();
  await behind.addInitScript(`{ const now = Date.now; Date.now = () => now() - ${2 * HOUR_MS}; }`);
  await behind.goto(url);
  await expect.poll(() => cardOn(behind).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  await cardOn(behind).click();
  for (const tab of [ahead, behind])
    await expect.poll(() => cardOn(tab).look(), WAIT).toMatchObject({ count: '0', pressed: false });
  expectGoodIds(2);
});

test('if every key is refused, the page asks less and less often', async () => {
  const page = await openWithClock(0, api.url);
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '0' });
  await page.route('**/like', (route) =>
    route.fulfill({
      status: 400,
      json: { detail: 'Idempotency-Key: no', serverTime: new Date(Date.now()).toISOString() },
      headers: { date: new Date(Date.now() - HOUR_MS).toUTCString() },
    }),
  );
  let tries = 0;
  page.on('request', (request) => (tries += Number(request.url().endsWith('/like'))));
  await cardOn(page).click();
  await vi.waitFor(() => expect(tries).toBeGreaterThan(2), WAIT);
  await page.waitForTimeout(2_000);
  expect(tries).toBeLessThan(7);
});
