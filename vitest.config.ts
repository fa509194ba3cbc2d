import { configDefaults, defineConfig } from 'vitest/config';
import { CHROMIUM_PATH, mayHaveBrowser } from './test/demo/chromium.ts';

const BROWSER_TESTS = ['test/demo/**', 'test/local/guard/page.test.ts', 'test/simulator/page.test.ts'];
if (!mayHaveBrowser)
  console.warn(
    `There is no ${CHROMIUM_PATH}: ${BROWSER_TESTS.join(' and ')} are left out (apt-get install chromium)`,
  );

/** They start whole programs again and again. What they show breaks rarely. */
const SLOW_TESTS = ['test/**/*.slow.test.ts'];

/** They share one local cloud and one browser: `npm run e2e`. */
const TESTS_OF_E2E = ['test/e2e/browser/**'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      ...TESTS_OF_E2E,
      ...(mayHaveBrowser ? [] : BROWSER_TESTS),
      ...(process.env['SLOW_TESTS'] ? [] : SLOW_TESTS),
    ],
    globalSetup: ['test/temporary-directory.ts', 'test/built-pages.ts'],
    // Some suites start real servers: a slow machine needs more than the default 5 s, and two at a time is enough.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
