// Whoever comes: by keyboard alone, on a phone, or reading from the right.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cardOn } from '../../demo/card.ts';
import { expectGoodLooks, scrollWidth } from './looks.ts';
import { url, useVisitors, WAIT } from './visitors.ts';

const PHONE = { width: 390, height: 844 };

const visitors = useVisitors();

/** Presses Tab until the focus is where it should be. */
async function tabTo(page: Page, condition: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(condition)) return;
  }
  throw new Error(`Tab does not lead to ${condition}`);
}

test('by keyboard alone a person likes, takes it back, and goes to the other pages and back', async () => {
  const title = 'The choir in the stairwell';
  const page = await visitors.open();
  const card = cardOn(page, title);
  await expect.poll(() => card.look(), WAIT).toMatchObject({ count: '0' });
  await tabTo(page, `document.activeElement.getAttribute('label') === '${title}'`);
  const outline = `getComputedStyle(document.activeElement.shadowRoot.activeElement).outlineStyle`;
  expect(await page.evaluate(outline)).toBe('solid');
  await page.keyboard.press('Space');
  await expect.poll(() => card.look(), WAIT).toMatchObject({ count: '1', pressed: true });
  await page.keyboard.press('Enter');
  await expect.poll(() => card.look(), WAIT).toMatchObject({ count: '0', pressed: false });
  await page.reload();
  for (const [link, path] of [
    ['Simulator', '/simulator/'],
    ['Control room', '/control-room/'],
    ['Posts', '/'],
  ]) {
    await tabTo(
      page,
      `document.activeElement.matches('nav a') && document.activeElement.textContent.includes('${link}')`,
    );
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url()}${path}`);
  }
});

test('by keyboard alone a person steps through the simulator', async () => {
  const page = await visitors.open({ path: '/simulator/#story=zombie' });
  await tabTo(page, `document.activeElement.id === 'step'`);
  for (let steps = 0; steps < 3; steps++) {
    const before = await page.locator('#log li').count();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#log li').count(), WAIT).toBeGreaterThan(before);
  }
});

test('on a phone, a page that reads from the right is mirrored, counts in its digits, and nothing is cut off', async () => {
  const page = await visitors.open({ viewport: PHONE });
  await page.evaluate(`document.documentElement.lang = 'ar-EG'; document.documentElement.dir = 'rtl'`);
  await page.locator('#older').click();
  const title = 'The kettle on the last ferry';
  const card = cardOn(page, title);
  const article = page.locator('article').filter({ hasText: title });
  await card.click();
  await expect.poll(() => card.look(), WAIT).toMatchObject({ count: '١', pressed: true });
  const button = await article.getByRole('button').boundingBox();
  const icon = await article.locator('svg').boundingBox();
  expect(button?.x).toBeGreaterThan(PHONE.width / 2);
  expect(icon?.x).toBeGreaterThan((button?.x ?? 0) + (button?.width ?? 0) / 2);
  expect(await scrollWidth(page)).toBe(PHONE.width);
});

test('the feed looks good', async () => {
  const page = await visitors.open();
  const card = cardOn(page, 'A telescope anyone may borrow');
  await card.click();
  await expect
    .poll(() => card.look(), WAIT)
    .toMatchObject({ count: '1', note: expect.stringMatching(/^as of/) });
  await expectGoodLooks(page, 'feed');
});

test.each([
  ['exactly with all rules', '#story=zombie', 'exact'],
  ['wrongly with a broken one', '#story=zombie&broken=no-mark-condition', 'wrong'],
])('the simulator counts %s', async (_, hash, verdict) => {
  const page = await visitors.open({ path: `/simulator/${hash}` });
  await page.locator('#speed').fill('10');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => page.locator('.judgement').textContent(), WAIT).toBe(verdict);
  await expectGoodLooks(page, `simulator-${verdict}`);
});
