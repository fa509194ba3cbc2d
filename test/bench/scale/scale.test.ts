// The verdict on an axis, what the page says of it, and the command line.

import { describe, expect, test } from 'vitest';
import { AXES, type Axis, BASE, casesOf, nameOf } from '../../../bench/scale/axes.ts';
import { findBends, medianOf, type ScaleResult } from '../../../bench/scale/find-bends.ts';
import { makeBatches } from '../../../bench/scale/make-batches.ts';
import { readOptions } from '../../../bench/scale/options.ts';
import { formatScale } from '../../../bench/scale/report.ts';

const LANES: Axis = { name: 'lanes', title: 'lanes', values: [1, 4, 16], why: 'Because of the marks.' };
const ABOUT = {
  command: 'npm run bench:scale',
  commit: 'abc1234',
  date: '2026-01-02',
  machine: { cpu: 'A CPU', cores: 2, memoryGiB: 4, system: 'Linux', node: 'v24', packages: {} },
  likes: 20_000,
  repeats: 3,
};

const result = (cpu: number, live: number | undefined): ScaleResult => ({
  cpuMicrosecondsPerLike: cpu,
  liveBytesPerLike: live,
  keptBytes: 0,
});
const resultsOf = (cpus: readonly number[]) =>
  new Map(LANES.values.map((lanes, index) => [nameOf({ ...BASE, lanes }), result(cpus[index] ?? 0, 100)]));

describe('an axis', () => {
  test('is not flat where a value is far above or far below the base', () => {
    expect(findBends(resultsOf([100, 160, 60]), LANES, 'cpuMicrosecondsPerLike')).toEqual([
      { value: 4, factor: 1.6 },
      { value: 16, factor: 0.6 },
    ]);
  });

  test('is flat where no value differs by more than the factor', () => {
    expect(findBends(resultsOf([100, 149, 68]), LANES, 'cpuMicrosecondsPerLike')).toEqual([]);
  });

  test('is not flat when a value could not be computed', () => {
    const results = resultsOf([100, Number.NaN, 100]);
    expect(findBends(results, LANES, 'cpuMicrosecondsPerLike')).toEqual([{ value: 4, factor: Number.NaN }]);
  });

  test('is judged without the values that are too small to be measured', () => {
    const results = resultsOf([100, 100, 100]);
    results.set(nameOf({ ...BASE, lanes: 4 }), result(100, undefined));
    expect(findBends(results, LANES, 'liveBytesPerLike')).toEqual([]);
  });
});

test('the page says of each axis that it is flat, or where it is not and why', () => {
  const bent = formatScale(ABOUT, [LANES], resultsOf([100, 100, 300]));
  expect(bent).toContain('Time: **not flat**: at 16 it is 3.00× the base.');
  expect(bent).toContain('Memory: flat within 1.5×.');
  expect(bent).toContain('Because of the marks.');
  const flat = formatScale(ABOUT, [LANES], resultsOf([100, 100, 100]));
  expect(flat).toContain('Time: flat within 1.5×.');
  expect(flat).not.toContain('Because');
});

test('the page names the machine, the commit and the date, and no line is too long', () => {
  const page = formatScale(
    ABOUT,
    AXES,
    new Map(casesOf(AXES).map((each) => [nameOf(each), result(each.lanes, 100)])),
  );
  expect(page).toContain('Measured on 2026-01-02 (UTC) at commit abc1234: A CPU, 2 cores');
  expect(page.split('\n').filter((line) => line.length > 120)).toEqual([]);
});

test('every value of an axis has a case, and the base has only one', () => {
  const names = casesOf(AXES).map(nameOf);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBe(1 + AXES.reduce((sum, { values }) => sum + values.length - 1, 0));
});

test('the middle one of several runs counts', () => {
  expect(medianOf([result(3, undefined), result(1, 7), result(2, undefined)])).toEqual({
    cpuMicrosecondsPerLike: 2,
    liveBytesPerLike: 7,
    keptBytes: 0,
  });
});

test('the lanes of a case send their batches in turn, and positions grow', () => {
  const next = makeBatches({ ...BASE, lanes: 2, batch: 3 });
  const batches = [next(), next(), next()];
  const shards = batches.map(({ Records: [first] }) => first?.eventID.split(':')[0]);
  expect(shards).toEqual(['shardId-000000000000', 'shardId-000000000001', 'shardId-000000000000']);
  const numbers = batches.flatMap(({ Records }) => Records.map(({ kinesis }) => kinesis.sequenceNumber));
  expect(numbers).toEqual(numbers.toSorted());
  expect(new Set(numbers).size).toBe(9);
});

test('a quick run writes nothing', () => {
  expect(() => readOptions(['--quick', '--write'])).toThrow('--quick measures nothing worth writing');
  expect(readOptions(['--quick'])).toEqual({ likes: 1_000, repeats: 1, write: false });
  expect(readOptions([])).toEqual({ likes: 20_000, repeats: 3, write: false });
});
