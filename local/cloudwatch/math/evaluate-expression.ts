// Calculates a math expression, period by period. This module is pure.
// source: CloudWatch guide, "Using math expressions with CloudWatch metrics"

import type { DataPoints } from '../metric-store.ts';
import type { Expression, FunctionName, Operator } from './expression.ts';

/** A number stands for each period alike. */
type Value = number | DataPoints;

const OPERATIONS: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
};

type Points = (number | undefined)[];

const FUNCTIONS: Readonly<Record<FunctionName, (points: Points) => number | undefined>> = {
  FILL: ([value, filler]) => value ?? filler,
  // A value that is missing where the condition holds is 0, and one that is missing where it does not hold stays missing.
  IF: ([condition, whenTrue, whenFalse]) => {
    if (condition === undefined) return undefined;
    return condition === 0 ? whenFalse : (whenTrue ?? 0);
  },
};

/**
 * Returns the data points of an expression, as many as its metrics have. A number alone is no series, and has a point in every period.
 *
 * @param series the data points of each id
 */
export function evaluateExpression(
  expression: Expression,
  series: ReadonlyMap<string, DataPoints>,
  periods: number,
): DataPoints {
  const value = evaluate(expression, series, periods);
  return typeof value === 'number' ? Array.from<number>({ length: periods }).fill(value) : value;
}

function evaluate(expression: Expression, series: ReadonlyMap<string, DataPoints>, periods: number): Value {
  const of = (inner: Expression) => evaluate(inner, series, periods);
  switch (expression.type) {
    case 'number':
      return expression.value;
    case 'id':
      return series.get(expression.id) ?? Array.from<undefined>({ length: periods });
    case 'negative':
      return join([of(expression.of)], ([value]) => (value === undefined ? undefined : -value));
    case 'operation':
      return join([of(expression.left), of(expression.right)], operate(expression.operator));
    default:
      return join(expression.arguments.map(of), FUNCTIONS[expression.name]);
  }
}

/** What one side lacks counts as 0. Where each series lacks a point there is no result, and a division by 0 has none either. */
const operate = (operator: Operator) => (points: Points, isSeries: readonly boolean[]) => {
  if (points.every((point, index) => !isSeries[index] || point === undefined) && isSeries.includes(true))
    return undefined;
  const [left = 0, right = 0] = points;
  const result = OPERATIONS[operator](left, right);
  return Number.isFinite(result) ? result : undefined;
};

/** Calculates each period from the values of that period. Numbers alone make a number. */
function join(
  values: readonly Value[],
  calculate: (points: Points, isSeries: readonly boolean[]) => number | undefined,
): Value {
  const isSeries = values.map((value) => typeof value !== 'number');
  const at = (period: number) => values.map((value) => (typeof value === 'number' ? value : value[period]));
  const length = Math.max(0, ...values.map((value) => (typeof value === 'number' ? 0 : value.length)));
  if (length === 0) return calculate(at(0), isSeries) ?? [];
  return Array.from({ length }, (_, period) => calculate(at(period), isSeries));
}
