// The control room in a real browser, on the whole system: its charts move, its buttons do what they say, and the count stays exact.

import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { expectGoodLooks } from './looks.ts';
import { useVisitors } from './visitors.ts';

const WAIT = { timeout: 120_000, interval: 200 };

const visitors = useVisitors();
let page: Page;

beforeEach(async () => {
  page = await visitors.open({ path: '/control-room/' });
  await page.locator('#room').waitFor({ timeout: 120_000 });
});

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
});

test('the stream gets more shards when it is told to, and throttled likes wait in the queue', async () => {
  await button('Reshard').click();
  await expect.poll(() => panel('Shards').locator('li').count(), WAIT).toBe(8);
  await button('Throttle Kinesis').click();
  await button('Calm').click();
  await expect.poll(() => figure('Waiting in the queue'), WAIT).toBeGreaterThan(0);
  await button('Rest').click();
  await expect.poll(() => verdict('#ours'), WAIT).toBe('exact');
});

test('the naive design joins, and writes once for each like', async () => {
  await page.getByRole('switch').click();
  await page.locator('#naive').waitFor({ timeout: 120_000 });
  await button('Celebrity post').click();
  await expect
    .poll(() => panel('Counter writes').locator('.naive strong').textContent().then(Number), WAIT)
    .toBeGreaterThan(4);
  await expectGoodLooks(page, 'control-room');
  await button('Rest').click();
  await page.getByRole('switch').click();
  await page.locator('#naive').waitFor({ state: 'hidden', timeout: 60_000 });
});
