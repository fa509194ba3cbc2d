import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from './chromium.ts';
import { startTinyApi } from './tiny-api.ts';

test('outside of a local cloud the control room says plainly that it does not work there', async () => {
  await using stack = new AsyncDisposableStack();
  const api = await startTinyApi();
  stack.defer(() => api.close());
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
  stack.defer(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`${api.url}/control-room/`);
  await expect.poll(() => page.locator('#notice').textContent()).toContain('works on the local cloud only');
  expect(await page.locator('#room').isVisible()).toBe(false);
});
