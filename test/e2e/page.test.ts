// The demo page in a real browser, on the whole system: what is clicked is counted, and still there after a reload.

import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from '../demo/chromium.ts';

const WAIT = { timeout: 20_000 };

let cloud: LocalCloud;
let browser: Browser;

beforeAll(async () => {
  cloud = await runApp({ context: { shards: '1' }, siteDir: join(PROJECT_DIR, 'demo') });
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
});
