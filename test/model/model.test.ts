// Random schedules of the real core over a store with DynamoDB's semantics.

import { expect, test } from 'vitest';
import type { Mutant } from './in-memory-store.ts';
import { runSchedule } from './schedule.ts';

const SCHEDULES = 3_000;

test('counts and ledger are exact whatever overlaps, crashes, times out, comes again, splits or merges', async () => {
  for (let seed = 1; seed <= SCHEDULES; seed++) {
    const { error } = await runSchedule(seed);
    if (error === undefined) continue;
    const { story } = await runSchedule(seed, { tell: true });
    expect.fail(`seed ${seed}: ${error}\n${story.join('\n')}`);
  }
});

test.each<Mutant>(['blind-version-write', 'no-mark-condition'])(
  'the schedules find an error when a condition is missing: %s',
  async (mutant) => {
    let seed = 1;
    while (seed <= 1_000 && (await runSchedule(seed, { mutant })).error === undefined) seed++;
    expect(seed).toBeLessThanOrEqual(1_000);
  },
);
