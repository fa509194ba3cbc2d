import { expect, test } from 'vitest';
import { formatAims } from '../../bench/aims.ts';
import { makeResults, makeRun } from './sample-results.ts';

const hotPath = (name: string, cpuMicrosecondsPerLike: number) => ({
  name,
  cpuMicrosecondsPerLike,
  baseline: 'PutRecord by the SDK alone',
  baselineCpuMicrosecondsPerLike: 100,
});

test('an aim is met at its bound, and missed just past it', () => {
  const at = (acceptLike: number) =>
    formatAims({
      ...makeResults([]),
      micro: [hotPath('accept-like: a like with a known token', acceptLike)],
    });
  expect(at(60)).toContain('| accept-like beside a bare PutRecord of the SDK | 0.60× | ≤ 0.60× | met |');
  expect(at(61)).toContain('| 0.61× | ≤ 0.60× | **missed** |');
});

test('likes/s are compared with the baseline of the same repeat, and more is better', () => {
  const aimsOf = (countedPerSecond: number) =>
    formatAims(
      makeResults([makeRun({ countedPerSecond }), makeRun({ side: 'baseline', countedPerSecond: 100 })]),
    );
  expect(aimsOf(130)).toContain('hot post | 1.30× | ≥ 1.30× | met |');
  expect(aimsOf(129)).toContain('hot post | 1.29× | ≥ 1.30× | **missed** |');
});

test('a post that the baseline counts wrong is no fault of ours', () => {
  const wrong = (side: 'ours' | 'baseline') =>
    formatAims(makeResults([makeRun({ side, postsDifferent: 1 })]));
  expect(wrong('baseline')).toContain('posts counted wrong, of all arrivals | 0 | ≤ 0 | met |');
  expect(wrong('ours')).toContain('posts counted wrong, of all arrivals | 1 | ≤ 0 | **missed** |');
});

test('what was not measured is left out', () => {
  const aims = formatAims(makeResults([]));
  expect(aims).not.toContain('long tail');
  expect(aims).not.toContain('accept-like');
});
