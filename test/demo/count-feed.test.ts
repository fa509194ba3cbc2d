// When a page asks for counts, without a browser.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pollCounts } from '../../demo/likes-client/count-feed.ts';
import type { Answer } from '../../demo/likes-client/types.ts';

let answer: Answer | undefined;
let reads: number[];
let startMs: number;

beforeEach(() => {
  vi.useFakeTimers();
  startMs = Date.now();
  reads = [];
  answer = { status: 200 };
});
afterEach(() => vi.useRealTimers());

const start = () =>
  pollCounts(
    async () => {
      reads.push(Date.now() - startMs);
      return answer;
    },
    () => {},
  );
const run = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('while the server is busy, it asks again only after Retry-After, also when more posts come into view', async () => {
  answer = { status: 429, retryAfterMs: 10_000 };
  const wake = start();
  wake();
  await run(1_000);
  wake();
  await run(8_000);
  wake();
  expect(reads).toHaveLength(1);
  answer = { status: 200 };
  await run(10_000);
  expect(reads[1]).toBeGreaterThanOrEqual(10_000);
});

test('after each failure it waits longer', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  answer = { status: 0 };
  start()();
  await run(120_000);
  const gaps = reads.slice(1).map((at, index) => at - (reads[index] ?? 0));
  expect(gaps).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('buttons that come into view together are read once', async () => {
  const wake = start();
  for (let button = 0; button < 100; button++) wake();
  await run(1_000);
  expect(reads).toHaveLength(1);
});

test('it asks every second and a half, and less often if the answer may be kept for longer', async () => {
  start()();
  await run(3_100);
  expect(reads).toEqual([20, 1_520, 3_020]);
  answer = { status: 200, maxAgeMs: 60_000 };
  await run(1_500);
  await run(59_000);
  expect(reads).toHaveLength(4);
  await run(1_000);
  expect(reads).toHaveLength(5);
});

test('when nothing is wanted it rests until it is woken', async () => {
  answer = undefined;
  const wake = start();
  wake();
  await run(600_000);
  expect(reads).toHaveLength(1);
  wake();
  await run(20);
  expect(reads).toHaveLength(2);
});
