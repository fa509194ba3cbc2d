// The canary of a whole deployment goes through the front door, says how fresh the counts are, and leaves no like behind.

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });

describe.each([
  ['the API', {}],
  ['the edge', { edge: 'true' }],
])('through %s', (_, context) => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await runApp({ context: { ...context, canary: 'on', shards: '1' } });
  });
  afterAll(() => cloud?.close());

  test('its like is counted and taken back again and again, as one visitor, and it says how fresh the counts are', async () => {
    const [, canary] = [...cloud.functions].find(([name]) => name.includes('Canary'))!;
    for (let times = 0; times < 2; times++) {
      const result = await canary.invoke('{}');
      // A machine under load counts late. Everything else must go well.
      const outcome =
        result.status === 'function-error' ? `${result.errorType}: ${result.errorMessage}` : result.status;
      expect(outcome).toMatch(/^(ok|CountedLateError: .*)$/);
    }
    const metrics = cloud.readMetrics();
    expect(metrics['issue-visitor']).toMatchObject({ VisitorsIssued: 1 });
    expect(metrics['canary']?.['CanaryFreshness']).toBeGreaterThan(0);
  });

  test('what it likes is not among the posts that trend', async () => {
    const trending = await fetch(`${cloud.url}/v1/trending`);
    expect(await trending.json()).toMatchObject({ posts: [] });
  });
});
