// The demo page in a real browser, on the whole system: what is clicked is counted, and still there after a reload.

import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';
import { keepPageFresh } from '../../tools/page/keep-page-fresh.ts';
import { cardOn } from '../demo/card.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from '../demo/chromium.ts';

const WAIT = { timeout: 20_000 };
const HOUR_MS = 60 * 60 * 1_000;

let cloud: LocalCloud;
let browser: Browser;

beforeAll(async () => {
  cloud = await runApp({ context: { shards: '1' }, siteDir: await keepPageFresh() });
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await cloud?.close();
});

const firstCard = (page: Page) => page.locator('article').first();
const count = (page: Page) => firstCard(page).locator('.count').textContent();
const pressed = (page: Page) => firstCard(page).getByRole('button').getAttribute('aria-pressed');

test('two people like a post, one takes it back: both see the same count, each their own like', async () => {
  const pages = await Promise.all(['ann', 'bob'].map(async () => (await browser.newContext()).newPage()));
  const [ann, bob] = pages as [Page, Page];
  for (const page of pages) await page.goto(cloud.url);
  await expect.poll(() => count(ann), WAIT).toBe('0');

  await firstCard(ann).getByRole('button').click();
  await firstCard(bob).getByRole('button').click();
  for (const page of pages) await expect.poll(() => count(page), WAIT).toBe('2');

  await firstCard(ann).getByRole('button').click();
  for (const page of pages) await expect.poll(() => count(page), WAIT).toBe('1');
  for (const page of pages) await page.reload();
  for (const page of pages) await expect.poll(() => count(page), WAIT).toBe('1');
  expect(await Promise.all(pages.map(pressed))).toEqual(['false', 'true']);
  const badge = await fetch(`${cloud.url}/v1/posts/tide-clock/badge.svg`);
  expect(badge.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(await badge.text()).toContain('<title>1 like</title>');
});

test.each([
  ['ahead', HOUR_MS, 'Bread for the night bus'],
  ['behind', -HOUR_MS, 'The library hired a cat'],
])(
  'a person whose clock is an hour %s likes, takes it back and likes again',
  async (_, offsetMs, title) => {
    const page = await (await browser.newContext()).newPage();
    await page.clock.install({ time: Date.now() + offsetMs });
    const statuses: number[] = [];
    page.on('response', (response) => response.url().endsWith('/like') && statuses.push(response.status()));
    await page.goto(cloud.url);
    const card = cardOn(page, title);
    for (const [count, pressed] of [
      ['1', true],
      ['0', false],
      ['1', true],
    ] as const) {
      await card.click();
      await expect
        .poll(() => card.look(), WAIT)
        .toMatchObject({ count, pressed, note: expect.stringMatching(/^as of/) });
    }
    expect(statuses).toEqual([202, 202, 202]);
    await page.reload();
    await expect.poll(() => card.look(), WAIT).toMatchObject({ count: '1', pressed: true });
  },
  60_000,
);

test('two tabs that like for the first time at once are one person', async () => {
  const context = await browser.newContext();
  const tabs = await Promise.all([context.newPage(), context.newPage()]);
  for (const tab of tabs) await tab.goto(cloud.url);
  const titles = ['An orchestra made of paper', 'The longest swing in the village'];
  await Promise.all(tabs.map((tab, index) => cardOn(tab, titles[index]).click()));
  // Each tab shows both likes as its own, so both are likes of one visitor.
  for (const tab of tabs)
    for (const title of titles)
      await expect
        .poll(() => cardOn(tab, title).look(), WAIT)
        .toMatchObject({
          count: '1',
          pressed: true,
          note: expect.stringMatching(/^as of/),
        });
});
