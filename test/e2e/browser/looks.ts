// What a page looks like at both widths, light and dark: nothing is cut off, axe finds nothing serious, and a picture is kept.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const screenshotDir = process.env['SCREENSHOT_DIR'] ?? join(PROJECT_DIR, '.screenshots');

export async function seriousFindings(page: Page): Promise<unknown> {
  await page.evaluate(await readFile(axePath, 'utf8'));
  return page.evaluate(`
    axe.run().then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))
  `);
}

export const scrollWidth = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth');

export async function expectGoodLooks(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [1280, 800],
      [390, 844],
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await page.evaluate(
        'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
      );
      const path = join(screenshotDir, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
      expect([path, await scrollWidth(page)]).toEqual([path, width]);
      expect([path, await seriousFindings(page)]).toEqual([path, []]);
    }
}
