import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateExpression } from '../../../local/cloudwatch/math/evaluate-expression.ts';
import { idsOf, readExpression } from '../../../local/cloudwatch/math/read-expression.ts';
import type { DataPoints } from '../../../local/cloudwatch/metric-store.ts';

const calculate = (text: string, series: Record<string, DataPoints>, periods = 5) =>
  evaluateExpression(readExpression(text), new Map(Object.entries(series)), periods);

/** A period without a data point. */
const none = undefined;

describe('what the local cloud does not calculate is refused by name', () => {
  test.each([
    ['SUM(m1)', 'SUM'],
    ['[m1, m2]', '[m1, m2]'],
    ['m1 AND m2', 'AND'],
    ['m1 ^ 2', '^ 2'],
    ['IF(m1)', 'IF with 1 arguments'],
    ['FILL(m1, REPEAT)', 'REPEAT'],
    ['m1 +', 'the end'],
    ['(m1', 'the end'],
    ['m1 m2', 'm2'],
    ['', 'the end'],
    ['toString(m1)', '('],
  ])('%s', (text, what) => {
    expect(() => readExpression(text)).toThrow(`"${text}": ${what} is not supported here`);
  });
});

test('an operator binds as in arithmetic, and a comparison binds least', () => {
  expect(calculate('1 + 2 * 3 - 4 / 2', {}, 1)).toEqual([5]);
  expect(calculate('(1 + 2) * -3', {}, 1)).toEqual([-9]);
  expect(calculate('8 / 4 / 2', {}, 1)).toEqual([1]);
  expect(calculate('1 + 1 >= 2', {}, 1)).toEqual([1]);
  expect(calculate('1.5e-3 * 2', {}, 1)).toEqual([0.003]);
});

test('an expression names the metrics that it needs', () => {
  expect(idsOf(readExpression('IF(requests >= 20, 100 * FILL(failed, 0) / requests, -0)'))).toEqual([
    'requests',
    'failed',
    'requests',
  ]);
});

// source: CloudWatch guide, "Using math expressions with CloudWatch metrics", arithmetic and comparison operators
test('what one series lacks is 0, and a point that every series lacks is missing', () => {
  const m1 = [30, 20, 0, 0, none];
  const m2 = [20, none, 20, none, none];
  expect(calculate('m1 + m2', { m1, m2 })).toEqual([50, 20, 20, 0, none]);
  expect(calculate('m1 < m2', { m1, m2 })).toEqual([0, 0, 1, 0, none]);
  expect(calculate('m1 >= 30', { m1 })).toEqual([1, 0, 0, 0, none]);
  expect(calculate('-m1', { m1 })).toEqual([-30, -20, -0, -0, none]);
});

test('a division by zero has no data point', () => {
  expect(calculate('m1 / m2', { m1: [1, 1, 0], m2: [2, 0, 0] }, 3)).toEqual([0.5, none, none]);
});

// source: the tables of the same page, "Using IF expressions"
test('a condition chooses for each period, and without a condition there is no data point', () => {
  const metric1 = [1, 1, 0, 0, none];
  const metric2 = [30, none, 0, 0, 30];
  const metric3 = [0, 0, 20, none, 20];
  expect(calculate('IF(metric1, metric2, metric3)', { metric1, metric2, metric3 })).toEqual([
    30,
    0,
    20,
    none,
    none,
  ]);
  expect(calculate('IF(metric1, 5, metric3)', { metric1, metric3 })).toEqual([5, 5, 20, none, none]);
  expect(calculate('IF(metric1, metric2, 5)', { metric1, metric2 })).toEqual([30, 0, 5, 5, none]);
});

test('the share of failed requests is told only where there were enough requests', () => {
  const share = 'IF(requests >= 20, 100 * FILL(failed, 0) / requests, 0)';
  expect(calculate(share, { requests: [10, 20, 40, none], failed: [10, none, 4, 1] }, 4)).toEqual([
    0,
    0,
    10,
    none,
  ]);
});

test('a filled series has a point in every period, also one that was never published', () => {
  expect(calculate('FILL(m1, 0) + FILL(m2, 0)', { m1: [none, 1, none] }, 3)).toEqual([0, 1, 0]);
});

const points = fc.array(fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined }), {
  minLength: 4,
  maxLength: 4,
});

test('filling with a number leaves no period empty and changes no point', () => {
  fc.assert(
    fc.property(points, fc.integer(), (m1, filler) => {
      const filled = calculate(`FILL(m1, ${filler})`, { m1 }, 4);
      expect(filled).toEqual(m1.map((point) => point ?? filler));
    }),
  );
});

test('the order of the parts of a sum does not matter', () => {
  fc.assert(
    fc.property(points, points, points, (a, b, c) => {
      const series = { a, b, c };
      expect(calculate('a + b + c', series, 4)).toEqual(calculate('c + (b + a)', series, 4));
    }),
  );
});
