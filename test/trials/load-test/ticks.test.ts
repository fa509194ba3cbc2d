import { expect, test } from 'vitest';
import { formatTime, ticksUpTo, timeTicks } from '../../../trials/load-test/page/ticks.ts';

test.each([
  [57, [0, 20, 40, 60]],
  [60, [0, 20, 40, 60]],
  [0, [0, 1]],
  [0.7, [0, 0.2, 0.4, 0.6, 0.8]],
  [1_050, [0, 500, 1_000, 1_500]],
])('an axis up to %d is marked at %j', (most, ticks) => {
  expect(ticksUpTo(most, 4)).toEqual(ticks);
});

test('times are round', () => {
  expect(timeTicks(180, 9)).toEqual([0, 30, 60, 90, 120, 150, 180]);
  expect(timeTicks(180, 4)).toEqual([0, 60, 120, 180]);
  expect(timeTicks(7, 4)).toEqual([0, 2, 4, 6]);
});

test.each([
  [45, '0:45'],
  [720, '12:00'],
  [5_400, '1:30:00'],
])('%d s is written %s', (seconds, text) => {
  expect(formatTime(seconds)).toBe(text);
});
