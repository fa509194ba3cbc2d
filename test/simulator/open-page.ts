// Builds the simulator's page once, serves it, and opens it in the browser of the tests.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from '../demo/chromium.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export interface OpenedPage {
  readonly page: Page;
  /** Everything that the page has complained about. */
  readonly complaints: string[];
}

/** @param outDir an empty folder for the built page */
export async function servePage(outDir: string) {
  const root = join(PROJECT_DIR, 'simulator');
  const common = { root, logLevel: 'warn', build: { outDir, emptyOutDir: true } } as const;
  await build(common);
  const server = await preview({ ...common, preview: { host: '127.0.0.1', port: 0 } });
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
  const address = server.httpServer.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    async open(hash = '', options: BrowserContextOptions = {}): Promise<OpenedPage> {
      const page = await (await browser.newContext(options)).newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
      await page.goto(`http://127.0.0.1:${port}/${hash}`);
      return { page, complaints };
    },
    async close(): Promise<void> {
      await browser.close();
      await server.close();
    },
  };
}

/** Returns what axe finds serious on the page. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axePath, 'utf8'));
  const { violations } = await page.evaluate<{ violations: { id: string; impact: string }[] }>('axe.run()');
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
}
