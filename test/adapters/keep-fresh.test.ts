import { expect, test } from 'vitest';
import { keepFresh, LONGEST_WAIT_MS } from '../../adapters/keep-fresh.ts';

function start({ random = (): number => 1 } = {}) {
  const source = { reads: 0, fails: false };
  const clock = { nowMs: 1_000_000 };
  const kept = keepFresh({
    read: async () => {
      source.reads++;
      if (source.fails) throw new Error(`failure ${source.reads}`);
      return source.reads;
    },
    now: () => clock.nowMs,
    random,
    freshMs: 10_000,
    maxStaleMs: 100_000,
  });
  return { source, clock, kept };
}

test.each([
  ['half', 0, 500],
  ['all', 1, 1_000],
])('chance makes the first wait after a failure last %s of a second', async (_, chance, waitMs) => {
  const { source, clock, kept } = start({ random: () => chance });
  source.fails = true;
  await expect(kept()).rejects.toThrow('failure 1');
  clock.nowMs += waitMs - 1;
  await expect(kept()).rejects.toThrow('failure 1');
  clock.nowMs += 1;
  await expect(kept()).rejects.toThrow('failure 2');
});

test('after a success the waits start again from the first', async () => {
  const { source, clock, kept } = start();
  source.fails = true;
  for (let attempt = 0; attempt < 10; attempt++, clock.nowMs += LONGEST_WAIT_MS)
    await expect(kept()).rejects.toThrow(`failure ${attempt + 1}`);
  source.fails = false;
  expect(await kept()).toEqual({ value: 11, ageMs: 0 });
  source.fails = true;
  clock.nowMs += 10_000;
  expect(await kept()).toEqual({ value: 11, ageMs: 10_000 });
  source.fails = false;
  clock.nowMs += 1_000;
  expect(await kept()).toEqual({ value: 13, ageMs: 0 });
});

test('a younger value is read for whoever wants one, and those who do not use the one that is kept', async () => {
  const { source, clock, kept } = start();
  await kept();
  clock.nowMs += 5_000;
  expect(await kept()).toEqual({ value: 1, ageMs: 5_000 });
  expect(await kept({ maxAgeMs: 5_000 })).toEqual({ value: 2, ageMs: 0 });
  source.fails = true;
  clock.nowMs += 5_000;
  expect(await kept({ maxAgeMs: 5_000 })).toEqual({ value: 2, ageMs: 5_000 });
});
