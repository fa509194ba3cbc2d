import { expect, test } from 'vitest';
import { reportSkew } from '../../planner/skew.ts';

const events = (make: (index: number) => Record<string, string>) =>
  Array.from({ length: 4_000 }, (_, index) => make(index));

test('a key with one value puts everything on one shard', () => {
  const [report] = reportSkew(
    ['day'],
    events(() => ({ day: 'monday' })),
    8,
  );
  expect(report).toEqual({ key: 'day', values: 1, largestShare: 1, hottestShardTimes: 8, isEven: false });
});

test('a key whose values are many and rare is even', () => {
  const [report] = reportSkew(
    ['user'],
    events((index) => ({ user: `user-${index}` })),
    4,
  );
  expect(report).toMatchObject({ values: 4_000, isEven: true });
  expect(report!.hottestShardTimes).toBeLessThan(1.3);
});

test('a timestamp is rare over the day, and still one value at a time', () => {
  const [report] = reportSkew(
    ['second'],
    events((index) => ({ second: String(Math.floor(index / 1_000)) })),
    4,
  );
  expect(report).toMatchObject({ largestShare: 0.25, hottestShardTimes: 4, isEven: false });
});

test('an empty sample skews nothing', () => {
  expect(reportSkew(['user'], [], 4)).toEqual([
    { key: 'user', values: 0, largestShare: 0, hottestShardTimes: 0, isEven: true },
  ]);
});
