import { expect, test } from 'vitest';
import { findFaults } from '../../../trials/hot-post/report.ts';
import type { HotPostRun, Part } from '../../../trials/hot-post/run.ts';
import type { Sample } from '../../../trials/hot-post/sample-items.ts';

const limits = { lanes: 2, splitAboveWritesPerSecond: 4 };

const sampleAt = (seconds: number, { split = true, lanesMoved = 2, writes = 0 } = {}): Sample => ({
  atMs: seconds * 1_000,
  split,
  openBuckets: split ? 2 : 0,
  lanesMoved,
  commits: new Map([['1.0', writes]]),
});

const part = (name: string, split: boolean, counted = 10): Part => ({
  name,
  fromMs: 0,
  untilMs: 0,
  actions: 10,
  expected: 10,
  counted,
  items: sampleAt(0, { split }),
});

const good: HotPostRun = {
  parts: [part('cold', false), part('hot', true), part('merged', false), part('cold again', false)],
  samples: [sampleAt(0), sampleAt(4, { writes: 16 })],
};

test('a run that split, stayed exact and merged has no fault', () => {
  expect(findFaults(good, limits)).toEqual([]);
});

test('a count that is off by one is a fault, whatever else went well', () => {
  const parts = [...good.parts.slice(0, 3), part('cold again', false, 11)];
  expect(findFaults({ ...good, parts }, limits)).toEqual(['cold again: counted 11, not 10']);
});

test.each([
  ['cold', true, 'the post was split while it was cold'],
  ['hot', false, 'the post was not split while it was hot'],
  ['merged', true, 'the post was not merged after it had cooled'],
])('%s and split = %s is a fault', (name, split, fault) => {
  const parts = good.parts.map((each) => (each.name === name ? part(name, split) : each));
  expect(findFaults({ ...good, parts }, limits)).toEqual([fault]);
});

test('an item above the threshold once the lanes have moved is a fault, before that it is not', () => {
  const hot = (lanesMoved: number) => [sampleAt(0, { lanesMoved }), sampleAt(4, { lanesMoved, writes: 20 })];
  expect(findFaults({ ...good, samples: hot(1) }, limits)).toEqual([]);
  expect(findFaults({ ...good, samples: hot(2) }, limits)).toEqual([
    'an item took 5.0 writes/s after all lanes had moved',
  ]);
});
