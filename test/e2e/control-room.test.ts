// The control room in a real browser, on the whole system: its charts move, its buttons do what they say, and the count stays exact.

import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';
import { keepPageFresh } from '../../tools/page/keep-page-fresh.ts';
import { type ControlRoom, makeControlRoom } from '../../tools/start/control-room/control-room.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from '../demo/chromium.ts';

const WAIT = { timeout: 120_000, interval: 500 };

let cloud: LocalCloud;
let room: ControlRoom;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  room = makeControlRoom(() => {});
  cloud = await runApp({ context: { shards: '1' }, siteDir: await keepPageFresh(), mount: room.mount });
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
  page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${cloud.url}/control-room/`);
  await page.locator('#room').waitFor({ timeout: 120_000 });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await room?.close();
  await cloud?.close();
}, 60_000);

const panel = (title: string) =>
  page.locator('.panel').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
const figure = async (title: string) => Number(await panel(title).locator('strong').first().textContent());
const pixels = (title: string) =>
  panel(title)
    .locator('canvas')
    .evaluate((canvas: { toDataURL(): string }) => canvas.toDataURL());
const counted = async (side: string) =>
  (await page.locator(`${side} strong`).allTextContents()).map((text) => Number(text.replace(',', '')))[0];
const verdict = (side: string) => page.locator(`${side} .verdict`).textContent();
const button = (name: string) => page.getByRole('button', { name, exact: true });

async function seriousFindings(of: Page): Promise<unknown> {
  await of.evaluate(axe.source);
  return of.evaluate(`
    axe.run().then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))
  `);
}

test('a celebrity post, by keyboard alone: likes share counter writes, the charts move, and a killed worker costs no like', async () => {
  await button('Celebrity post').focus();
  const before = await pixels('Likes in');
  await page.keyboard.press('Enter');
  await expect.poll(() => button('Celebrity post').getAttribute('aria-pressed'), WAIT).toBe('true');
  await expect.poll(() => figure('Likes in'), WAIT).toBeGreaterThan(5);
  await expect.poll(() => figure('Likes per counter write'), WAIT).toBeGreaterThan(1.5);
  expect(await pixels('Likes in')).not.toBe(before);

  await button('Kill a worker').press('Space');
  await expect.poll(() => page.locator('#events').textContent(), WAIT).toContain('a worker was killed');
  await button('Rest').press('Enter');
  await expect.poll(() => verdict('#ours'), WAIT).toBe('exact');
  expect(await counted('#ours')).toBeGreaterThan(0);
}, 300_000);

test('the stream gets more shards when it is told to, and throttled likes wait in the queue', async () => {
  await button('Reshard').click();
  await expect.poll(() => panel('Shards').locator('li').count(), WAIT).toBe(8);
  await button('Throttle Kinesis').click();
  await button('Calm').click();
  await expect.poll(() => figure('Waiting in the queue'), WAIT).toBeGreaterThan(0);
  await button('Rest').click();
  await expect.poll(() => verdict('#ours'), WAIT).toBe('exact');
}, 300_000);

test('the naive design joins, and writes once for each like', async () => {
  await page.getByRole('switch').click();
  await page.locator('#naive').waitFor({ timeout: 120_000 });
  await button('Celebrity post').click();
  await expect
    .poll(() => panel('Counter writes').locator('.naive strong').textContent().then(Number), WAIT)
    .toBeGreaterThan(4);
  await button('Rest').click();
  await page.getByRole('switch').click();
  await page.locator('#naive').waitFor({ state: 'hidden', timeout: 60_000 });
}, 300_000);

test('both pages fit a phone, have no serious finding of axe, and complain about nothing', async () => {
  const feed = await browser.newPage();
  feed.on('pageerror', (error) => complaints.push(error.message));
  feed.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await feed.goto(cloud.url);
  await feed.locator('article').first().waitFor();
  for (const shown of [feed, page])
    for (const colorScheme of ['light', 'dark'] as const) {
      await shown.emulateMedia({ colorScheme });
      await shown.setViewportSize({ width: 390, height: 844 });
      expect(await shown.evaluate('document.documentElement.scrollWidth')).toBe(390);
      expect(await seriousFindings(shown)).toEqual([]);
    }
  await feed.close();
  expect(complaints).toEqual([]);
}, 120_000);
