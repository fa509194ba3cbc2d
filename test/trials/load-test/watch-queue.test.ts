import { expect, test } from 'vitest';
import { queueFigures, watchQueue } from '../../../trials/load-test/watch-queue.ts';

const samples = (...depths: number[]) =>
  depths.map((messages, second) => ({ atMs: second * 1_000, messages }));

test('the drain counts from the last moment of the peak to the first empty queue after it', () => {
  expect(queueFigures(samples(0, 5, 9, 9, 4, 1, 0, 0))).toEqual({ peakMessages: 9, drainSeconds: 3 });
});

test('a queue that was never used drained at once', () => {
  expect(queueFigures(samples(0, 0))).toEqual({ peakMessages: 0, drainSeconds: 0 });
  expect(queueFigures([])).toEqual({ peakMessages: 0, drainSeconds: 0 });
});

test('a queue that is not empty at the end has no drain time', () => {
  expect(queueFigures(samples(0, 9, 4))).toEqual({ peakMessages: 9, drainSeconds: undefined });
});

test('waiting for an empty queue ends when it is empty, and when the watch stops', async () => {
  const depths = [3, 2, 0];
  const never = new AbortController().signal;
  const watch = watchQueue(
    async () => depths.shift() ?? 0,
    () => 0,
    never,
    1,
  );
  await watch.untilEmpty();
  expect(watch.samples.map(({ messages }) => messages)).toEqual([3, 2, 0]);
  await watch.stop();
  await watch.untilEmpty();
});
