import { expect, test } from 'vitest';
import { formatFigure, judge } from '../../../trials/load-test/judge.ts';
import { DEFAULT_TOLERANCE } from '../../../trials/load-test/tolerance.ts';
import { judged, predicted } from './sample-result.ts';

const rowOf = (judgement: ReturnType<typeof judged>, name: string) =>
  judgement.rows.find((row) => row.name === name);

test('what is measured as predicted has no fault', () => {
  const { faults, medianError, rows } = judged();
  expect(faults).toEqual([]);
  expect(medianError).toBe(0);
  expect(rows.every(({ verdict, name }) => verdict === 'within' || name === 'latencyP999Ms')).toBe(true);
});

test('a figure that is off by more than the worst share is named with both values', () => {
  expect(judged({ queued: 1_070 }).faults).toEqual([]);
  const { faults, rows } = judged({ queued: 1_090 });
  expect(faults).toEqual(['of these queued: 1,090 measured, 900 predicted']);
  expect(rows.find(({ name }) => name === 'queued')).toMatchObject({ verdict: 'off', ratio: 1_090 / 900 });
});

test('a tail may be off by a factor, in both directions', () => {
  expect(judged({ latencyP99Ms: 59 }).faults).toEqual([]);
  expect(judged({ latencyP99Ms: 28 }).faults).toEqual([]);
  expect(judged({ latencyP99Ms: 61 }).faults).toHaveLength(1);
  expect(judged({ latencyP99Ms: 26 }).faults).toHaveLength(1);
});

test('many figures that are each within tolerance are together too far off', () => {
  const off = Object.fromEntries(Object.entries(predicted).map(([name, value]) => [name, value * 1.15]));
  expect(judged(off).faults).toEqual(['the median of all errors is 15%, more than 10%']);
});

test('what was to be nothing and is something is a fault, unless it is noise', () => {
  expect(judged({ refused: 20 }).faults).toEqual([]);
  expect(judged({ refused: 30 }).faults).toEqual(['refused or shed: 30 measured, 0 predicted']);
});

test('what was to be something and is nothing is a fault', () => {
  expect(judged({ queued: 0 }).faults).toHaveLength(1);
  expect(judged({ latencyP99Ms: 0 }).faults).toHaveLength(1);
});

test('a part of a like that was predicted is nothing, and has no ratio', () => {
  const { rows } = judge({
    predicted: { ...predicted, refused: 1e-9 },
    measured: { ...predicted, refused: 0 },
    likesSent: 1_000,
    senderLateMs: 0,
    tolerance: DEFAULT_TOLERANCE,
  });
  expect(rows.find(({ name }) => name === 'refused')).toMatchObject({ verdict: 'within', ratio: undefined });
  expect(formatFigure(1e-9)).toBe('0');
});

test('a figure that could not be measured is not judged', () => {
  const judgement = judged({ shardThrottles: undefined });
  expect(judgement.faults).toEqual([]);
  expect(rowOf(judgement, 'shardThrottles')).toMatchObject({ verdict: 'shown', ratio: undefined });
});

test('a percentile with fewer than ten likes beyond it is shown and not judged', () => {
  const few = judge({
    predicted,
    measured: { ...predicted, latencyP99Ms: 999 },
    likesSent: 999,
    senderLateMs: 0,
    tolerance: DEFAULT_TOLERANCE,
  });
  expect(few.faults).toEqual([]);
});

test('on a busy machine latencies are not judged, and the reader is told', () => {
  const busy = judge({
    predicted,
    measured: { ...predicted, latencyP50Ms: 80, latencyP99Ms: 999 },
    likesSent: 4_000,
    senderLateMs: 40,
    tolerance: DEFAULT_TOLERANCE,
  });
  expect(busy.faults).toEqual([]);
  expect(busy.remarks.join()).toMatch(/40 ms behind its schedule/);
});

test('of a run that ended early nothing is judged', () => {
  const early = judge({
    predicted,
    measured: { ...predicted, accepted: 1 },
    likesSent: 1,
    senderLateMs: 0,
    tolerance: undefined,
  });
  expect(early).toMatchObject({ faults: [], medianError: undefined });
});

test.each([
  [4_000, '4,000'],
  [0, '0'],
  [0.564, '0.56'],
  [12.34, '12.3'],
  [1_234.5, '1,235'],
])('%d is written %s', (value, text) => {
  expect(formatFigure(value)).toBe(text);
});
