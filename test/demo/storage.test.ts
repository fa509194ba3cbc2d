// A browser that stores nothing: the counts show, likes count, and the page says what the person loses.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardOn, WAIT } from './card.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from './chromium.ts';
import { startTinyApi, type TinyApi } from './tiny-api.ts';

const BLOCK = 2;
const FILL_STORAGE = `for (let size = 2 ** 23; size >= 1; size /= 2)
  try { for (let part = 0; ; part++) localStorage.setItem('full ' + size + ' ' + part, 'x'.repeat(size)); } catch {}`;

let api: TinyApi;
let profileDir: string;
let context: BrowserContext;
let complaints: string[];

beforeEach(async () => {
  api = await startTinyApi();
  profileDir = await mkdtemp(join(tmpdir(), 'profile-'));
  complaints = [];
});
afterEach(async () => {
  await context.close();
  await rm(profileDir, { recursive: true, force: true });
  await api.close();
});

async function open({ blocksCookies = false, atOpen = '' } = {}): Promise<Page> {
  if (blocksCookies) {
    await mkdir(join(profileDir, 'Default'));
    const preferences = { profile: { default_content_setting_values: { cookies: BLOCK } } };
    await writeFile(join(profileDir, 'Default', 'Preferences'), JSON.stringify(preferences));
  }
  context = await chromium.launchPersistentContext(profileDir, {
    executablePath: CHROMIUM_PATH,
    args: CHROMIUM_ARGUMENTS,
  });
  await context.addInitScript(atOpen);
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(api.url);
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '0' });
  return page;
}

const hint = (page: Page) => page.locator('#hint');

test.each([
  ['cookies blocked', { blocksCookies: true }],
  ['full storage', { atOpen: FILL_STORAGE }],
])('with %s, likes count, and the page says that it will not know the person again', async (_, options) => {
  const page = await open(options);
  const attempt = `try { localStorage.setItem('some key', 'some value') } catch (error) { error.name }`;
  expect(await page.evaluate(attempt)).toMatch(/^(SecurityError|QuotaExceededError)$/);
  expect(await hint(page).isVisible()).toBe(false);
  await cardOn(page).click();
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  expect(await hint(page).textContent()).toContain('This browser stores nothing for this page.');
  expect(await hint(page).isVisible()).toBe(true);
  await cardOn(page).click();
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '0', pressed: false });
  expect(api.visitors.size).toBe(1);
  expect(complaints).toEqual([]);
});

test('with cookies blocked, a like that waits for the network is kept while the page is open', async () => {
  const page = await open({ blocksCookies: true });
  await context.setOffline(true);
  await cardOn(page).click();
  await expect
    .poll(() => cardOn(page).problem(), WAIT)
    .toContain('This like is kept while this page is open, and the page sends it again.');
  await context.setOffline(false);
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
});

test('a browser that stores what it should is not talked about', async () => {
  const page = await open();
  await cardOn(page).click();
  await expect.poll(() => cardOn(page).look(), WAIT).toMatchObject({ count: '1', pressed: true });
  expect(await hint(page).isVisible()).toBe(false);
});
