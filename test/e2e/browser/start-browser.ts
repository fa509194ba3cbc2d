// Starts the browser that all browser tests share. `npm run e2e` has started the local cloud.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { CHROMIUM_ARGUMENTS, CHROMIUM_PATH } from '../../demo/chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
    browserEndpoint: string;
  }
}

export default async function startBrowser(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['E2E_URL'];
  if (url === undefined) throw new Error('These tests need a local cloud. Run them with: npm run e2e');
  if (!existsSync(CHROMIUM_PATH))
    throw new Error(`There is no ${CHROMIUM_PATH}. Install it: apt-get install chromium`);
  const browser = await chromium.launchServer({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGUMENTS });
  project.provide('url', url);
  project.provide('browserEndpoint', browser.wsEndpoint());
  return () => browser.close();
}
