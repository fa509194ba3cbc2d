// Tries each target with a few inputs. `npm run fuzz` searches for longer.

import { afterAll, expect, test } from 'vitest';
import { describeFinding } from '../../trials/fuzz/finding.ts';
import { targets } from '../../trials/fuzz/targets.ts';

const RUNS = 500;

afterAll(async () => {
  for (const target of targets) await target.close?.();
});

test.each(targets)('no input breaks the target $name', async (target) => {
  const details = await target.check({ numRuns: RUNS });
  expect(details.failed && describeFinding(target, details)).toBe(false);
  expect(details.numRuns).toBe(RUNS);
});
