// The tests of `npm run e2e`. They share one local cloud and one browser, so they run one after the other.

import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: join(import.meta.dirname, '../../..'),
  test: {
    include: ['test/e2e/browser/*.test.ts'],
    globalSetup: ['test/temporary-directory.ts', 'test/e2e/browser/start-browser.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 1,
  },
});
