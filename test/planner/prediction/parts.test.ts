import { describe, expect, test } from 'vitest';
import { batchesOf, counterWrites } from '../../../planner/prediction/batches.ts';
import { overflowPerSecond } from '../../../planner/prediction/overflow.ts';
import { quantile } from '../../../planner/prediction/quantile.ts';
import { throttledUnits } from '../../../planner/prediction/throttled-units.ts';

describe('chance at a bucket', () => {
  test('far below the limit overflows nothing, and far above it the excess', () => {
    expect(overflowPerSecond(0, 10)).toBe(0);
    expect(overflowPerSecond(2, 10)).toBeLessThan(1e-6);
    expect(overflowPerSecond(40, 10)).toBeCloseTo(30, 2);
  });

  test('at the limit overflows one in twice the bucket', () => {
    expect(overflowPerSecond(10, 10)).toBeCloseTo(0.5);
    expect(overflowPerSecond(10.0001, 10)).toBeCloseTo(0.5, 3);
  });
});

describe('batches of a lane', () => {
  const lane = { windowSeconds: 1, batchSize: 1_000, cpuSecondsPerLike: 0.001, batchOverheadSeconds: 0 };

  test('hold what comes while they are gathered and counted', () => {
    // 500/s keep the lane busy half of the time: a cycle of 2 s, of which one is the window.
    expect(batchesOf({ ...lane, likesPerSecond: 500 })).toEqual({
      likesPerBatch: 1_000,
      cycleSeconds: 2,
      gatherSeconds: 1,
      processSeconds: 1,
    });
  });

  test('hold one like where hardly any comes', () => {
    expect(batchesOf({ ...lane, likesPerSecond: 0.1 }).likesPerBatch).toBe(1);
  });

  test('never hold more than their size', () => {
    expect(batchesOf({ ...lane, likesPerSecond: 100_000 }).likesPerBatch).toBe(1_000);
  });
});

test('a batch writes the hot post once, and each other post', () => {
  expect(counterWrites(100, 0)).toBe(100);
  expect(counterWrites(100, 1)).toBeCloseTo(1);
  expect(counterWrites(100, 0.5)).toBeCloseTo(51);
  expect(counterWrites(1_000, 0, 10)).toBeCloseTo(10);
});

test('a quantile is the least value that enough of the weight does not exceed', () => {
  const values = [
    { value: 3, weight: 1 },
    { value: 1, weight: 98 },
    { value: 2, weight: 1 },
  ];
  expect([0.5, 0.98, 0.99, 1].map((share) => quantile(values, share))).toEqual([1, 1, 2, 3]);
  expect(quantile([], 0.5)).toBe(0);
});

test('a table throttles what is beyond its units and what it has saved', () => {
  expect(throttledUnits([150, 150, 150], 100, 1)).toBe(50);
  expect(throttledUnits([150, 150, 150], 100, 2)).toBe(0);
  expect(throttledUnits([0, 0, 300], 100, 1)).toBe(100);
});
