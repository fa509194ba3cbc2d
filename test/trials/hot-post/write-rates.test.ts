import { expect, test } from 'vitest';
import type { Sample } from '../../../trials/hot-post/sample-items.ts';
import { writeRates } from '../../../trials/hot-post/write-rates.ts';

const sampleAt = (seconds: number, commits: Record<string, number>): Sample => ({
  atMs: 1_000_000 + seconds * 1_000,
  split: false,
  openBuckets: 0,
  lanesMoved: 0,
  commits: new Map(Object.entries(commits)),
});

test('no rate is told before the window is full', () => {
  expect(writeRates([], 4)).toEqual([]);
  expect(writeRates([sampleAt(0, { root: 0 }), sampleAt(3, { root: 9 })], 4)).toEqual([]);
});

test('an item has the writes of the window a second, told for its middle', () => {
  const samples = [0, 2, 4, 6].map((seconds) => sampleAt(seconds, { root: seconds * 3 }));
  expect(writeRates(samples, 4)).toEqual([
    { bucket: 'root', atSeconds: 2, writesPerSecond: 3 },
    { bucket: 'root', atSeconds: 4, writesPerSecond: 3 },
  ]);
});

test('an item that was not there at the start of the window began with nothing', () => {
  const samples = [sampleAt(0, { root: 8 }), sampleAt(4, { root: 8, '1.0': 6 })];
  expect(writeRates(samples, 4)).toContainEqual({ bucket: '1.0', atSeconds: 2, writesPerSecond: 1.5 });
});
