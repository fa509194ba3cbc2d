import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startTestGateway } from './test-gateway.ts';

test('each answer of the API is told with its status, and the files of the site are not', async () => {
  const siteDir = mkdtempSync(join(tmpdir(), 'site-'));
  onTestFinished(() => rmSync(siteDir, { recursive: true }));
  writeFileSync(join(siteDir, 'page.html'), 'hello');
  const answered: { statusCode: number; latencyMs: number }[] = [];
  const gateway = await startTestGateway({
    siteDir,
    routes: {
      'GET /ok': () => ({ statusCode: 200 }),
      'GET /fails': () => ({ status: 'function-error', errorType: 'E', errorMessage: 'm' }),
      'GET /late': () => new Promise(() => {}),
    },
    timeoutMs: 20,
    onAnswered: (statusCode, latencyMs) => void answered.push({ statusCode, latencyMs }),
  });
  for (const target of ['/page.html', '/ok', '/fails', '/late', '/nowhere'])
    await gateway.send('GET', target);
  const statuses = answered.map(({ statusCode }) => statusCode);
  expect(statuses).toHaveLength(4);
  expect(statuses[0]).toBe(200);
  expect(statuses.slice(1, 3).every((status) => status >= 500)).toBe(true);
  expect(statuses[3]).toBe(404);
  expect(answered[2]?.latencyMs).toBeGreaterThanOrEqual(15);
});
