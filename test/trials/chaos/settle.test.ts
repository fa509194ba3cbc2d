import { expect, test } from 'vitest';
import type { Api } from '../../../traffic/api.ts';
import { settle } from '../../../trials/chaos/settle.ts';

const truth = new Map([['p', 2]]);
const never = new AbortController().signal;

/** Time passes only by waiting. */
function makeClock() {
  let nowMs = 0;
  return {
    now: () => nowMs,
    async wait(ms: number, signal: AbortSignal | undefined) {
      signal?.throwIfAborted();
      nowMs += ms;
    },
  };
}

const settleWithin = (api: Api, timeoutMs: number, signal = never) =>
  settle(api, truth, { unchangedForMs: 60_000, timeoutMs }, signal, makeClock());

/** Answers with one count after the other, the last one for ever. */
function apiOf(...counts: number[]): Api & { reads: number } {
  return {
    origin: '',
    retries: 0,
    reads: 0,
    async call() {
      const count = counts[Math.min(this.reads++, counts.length - 1)];
      return { status: 200, text: JSON.stringify({ posts: [{ postId: 'p', count }] }) };
    },
    checkReachable: async () => {},
    close: async () => {},
  };
}

test('counts that stay equal are exact, from the first time on that they were', async () => {
  const { comparison, exactAtMs } = await settleWithin(apiOf(1, 1, 2), 60_000);
  expect(comparison.differences).toEqual([]);
  // Read once a second.
  expect(exactAtMs).toBe(2_000);
});

test('counts that are equal for a moment are not exact yet', async () => {
  expect(await settleWithin(apiOf(2, 3, 2), 60_000)).toHaveProperty('exactAtMs', 2_000);
});

test('equal when time is up is in time, if it lasts', async () => {
  expect(await settleWithin(apiOf(1, 2), 1_000)).toHaveProperty('exactAtMs', 1_000);
  expect(await settleWithin(apiOf(1, 2, 3), 1_000)).toMatchObject({
    exactAtMs: undefined,
    comparison: { differences: [{ postId: 'p', expected: 2, counted: 3 }] },
  });
});

test('counts that differ when time is up are not exact', async () => {
  expect(await settleWithin(apiOf(1), 1_000)).toMatchObject({
    exactAtMs: undefined,
    comparison: { differences: [{ postId: 'p', expected: 2, counted: 1 }] },
  });
});

test('an interrupted wait rejects', async () => {
  await expect(settleWithin(apiOf(1), 60_000, AbortSignal.abort())).rejects.toThrow(/abort/);
});
