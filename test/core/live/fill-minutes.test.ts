import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillMinutes } from '../../../core/live/fill-minutes.ts';
import { MINUTE_MS } from '../../../core/live/minute.ts';

const NOON = Date.UTC(2026, 10, 26, 12);
const row = (minutes: number, count: number, commits = count) => ({
  key: 'p',
  minuteMs: NOON + minutes * MINUTE_MS,
  count,
  commits,
});
const range = (minutes: number, stepMinutes = 1) => ({
  fromMs: NOON,
  toMs: NOON + minutes * MINUTE_MS,
  stepMinutes,
});

test('a minute without a row has the count of the one before it', () => {
  expect(fillMinutes([row(-8, 40), row(1, 43, 60), row(3, 42, 61)], range(4))).toEqual([
    { atMs: NOON, count: 40, likes: 0 },
    { atMs: NOON + 1 * MINUTE_MS, count: 43, likes: 3 },
    { atMs: NOON + 2 * MINUTE_MS, count: 43, likes: 0 },
    { atMs: NOON + 3 * MINUTE_MS, count: 42, likes: -1 },
  ]);
});

test('what is older than every row is not known, and nothing is made up for it', () => {
  expect(fillMinutes([row(1, 100)], range(3)).map(({ count, likes }) => [count, likes])).toEqual([
    [null, null],
    [100, null],
    [100, 0],
  ]);
  expect(fillMinutes([], range(1))).toEqual([{ atMs: NOON, count: null, likes: null }]);
});

test('a step has the count at its end, and the last step ends with the range', () => {
  const rows = [row(-1, 1), row(2, 5), row(4, 7), row(5, 9)];
  expect(fillMinutes(rows, range(5, 3)).map(({ count, likes }) => [count, likes])).toEqual([
    [5, 4],
    [7, 2],
  ]);
});

test('a row of an older state than the row before it does not turn the chart back', () => {
  expect(fillMinutes([row(0, 10, 10), row(1, 9, 9)], range(2)).map(({ count }) => count)).toEqual([10, 10]);
});

test('whatever the step is, the likes of all steps are the change from the first known count to the last', () => {
  const steps = fc.integer({ min: 1, max: 70 });
  const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 1, max: 9 })));
  fc.assert(
    fc.property(steps, changes, (step, list) => {
      let count = 100;
      const rows = [
        row(-5, count),
        ...list.toSorted(([a], [b]) => a - b).map(([at, by]) => row(at, (count += by))),
      ];
      const points = fillMinutes(rows, range(60, step));
      expect(points).toHaveLength(Math.ceil(60 / step));
      expect(points.reduce((sum, { likes }) => sum + (likes ?? 0), 0)).toBe(count - 100);
      expect(points.at(-1)?.count).toBe(count);
    }),
  );
});
