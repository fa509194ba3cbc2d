// The feed when something is in the way: no network, no storage, a wrong clock.

import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { cardOn } from '../../demo/card.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from '../../demo/chromium.ts';
import { url, useVisitors, WAIT } from './visitors.ts';

const HOUR_MS = 60 * 60 * 1_000;
const BLOCK = 2;

const visitors = useVisitors();

test('offline a like waits and says so, and is counted once when the network is back, beside what was missed', async () => {
  visitors.forgive(/ERR_INTERNET_DISCONNECTED/);
  const title = 'A map in chalk, redrawn daily';
  const [ann, bob] = [await visitors.open(), await visitors.open()];
  for (const page of [ann, bob]) await page.locator('#older').click();
  const [card, other] = [cardOn(ann, title), cardOn(bob, title)];
  await expect.poll(() => card.look(), WAIT).toMatchObject({ count: '0' });
  await ann.context().setOffline(true);
  await card.click();
  await expect.poll(() => card.look(), WAIT).toMatchObject({ note: 'not confirmed yet', pressed: true });
  await other.click();
  await expect.poll(() => other.look(), WAIT).toMatchObject({ count: '1', pressed: true });
  await ann.context().setOffline(false);
  for (const of of [card, other])
    await expect
      .poll(() => of.look(), WAIT)
      .toMatchObject({ count: '2', pressed: true, note: expect.stringMatching(/^as of/) });
  await ann.reload();
  await ann.locator('#older').click();
  await expect.poll(() => card.look(), WAIT).toMatchObject({ count: '2', pressed: true });
});

test('where the browser stores nothing, a like counts and is taken back, and the page says what the person loses', async () => {
  const profileDir = await mkdtemp(join(tmpdir(), 'profile-'));
  await mkdir(join(profileDir, 'Default'));
  const preferences = { profile: { default_content_setting_values: { cookies: BLOCK } } };
  await writeFile(join(profileDir, 'Default', 'Preferences'), JSON.stringify(preferences));
  await using context = await chromium.launchPersistentContext(profileDir, {
    executablePath: CHROMIUM_PATH,
    args: CHROMIUM_ARGUMENTS,
  });
  const page = await context.newPage();
  visitors.watch(page);
  await page.goto(url());
  await page.locator('#older').click();
  expect(await page.evaluate('try { localStorage.length } catch (error) { error.name }')).toBe(
    'SecurityError',
  );
  const card = cardOn(page, 'A radio station for snails');
  await card.click();
  await expect.poll(() => card.look(), WAIT).toMatchObject({ count: '1', pressed: true });
  expect(await page.locator('#hint').textContent()).toContain('This browser stores nothing for this page.');
  await card.click();
  await expect.poll(() => card.look(), WAIT).toMatchObject({ count: '0', pressed: false });
});

test.each([
  ['ahead', HOUR_MS, 'Bread for the night bus'],
  ['behind', -HOUR_MS, 'The library hired a cat'],
])('a person whose clock is an hour %s likes, takes it back and likes again', async (_, offsetMs, title) => {
  const page = await visitors.open({ path: 'about:blank' });
  await page.clock.install({ time: Date.now() + offsetMs });
  const statuses: number[] = [];
  page.on('response', (response) => response.url().endsWith('/like') && statuses.push(response.status()));
  await page.goto(url());
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
});
