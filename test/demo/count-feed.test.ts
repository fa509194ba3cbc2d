// When a page asks for counts, without a browser.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pollCounts } from '../../demo/likes-client/count-feed.ts';
import type { Answer } from '../../demo/likes-client/request.ts';

let answer: Answer | undefined;
let reads: number[];
let startMs: number;

beforeEach(() => {
  vi.useFakeTimers();
  startMs = Date.now();
  reads = [];
  answer = { status: 200 };
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const start = () =>
  pollCounts(async () => {
    reads.push(Date.now() - startMs);
    return answer;
  });
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

test('it asks every two seconds, and less often if the answer may be kept for longer', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  start()();
  await run(4_100);
  expect(reads).toEqual([20, 2_020, 4_020]);
  answer = { status: 200, maxAgeMs: 60_000 };
  await run(2_000);
  await run(59_000);
  expect(reads).toHaveLength(4);
  await run(1_000);
  expect(reads).toHaveLength(5);
});

test('pages that were opened together ask at different times', async () => {
  vi.spyOn(Math, 'random').mockReturnValueOnce(0).mockReturnValueOnce(0.5).mockReturnValue(1);
  for (let page = 0; page < 3; page++) start()();
  await run(2_500);
  expect(reads.slice(3)).toEqual([2_020, 2_220, 2_420]);
});

test('whoever has just acted asks soon, however long the last answer may be kept', async () => {
  answer = { status: 200, maxAgeMs: 60_000 };
  const poll = start();
  poll();
  await run(1_000);
  poll(2_000);
  await run(2_000);
  expect(reads).toEqual([20, 3_000]);
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
