// Where the data points of an alarm come from: one metric, or an expression of several.

import { evaluateExpression } from './math/evaluate-expression.ts';
import type { Expression } from './math/expression.ts';
import type { Metric } from './metric.ts';
import type { DataPoints, MetricStore, Range } from './metric-store.ts';
import type { Statistic } from './statistic-set.ts';

export interface MetricQuery {
  readonly metric: Metric;
  readonly statistic: Statistic;
}

export interface AlarmSource {
  readonly periodMinutes: number;
  /** The metrics by id. */
  readonly queries: ReadonlyMap<string, MetricQuery>;
  /** The expressions by id. One that names others stands after them. */
  readonly expressions: ReadonlyMap<string, Expression>;
  /** The id of the metric or the expression that the alarm is about. */
  readonly watched: string;
}

export function readAlarmPoints(
  store: MetricStore,
  { queries, expressions, watched, periodMinutes }: AlarmSource,
  { lastMinute, periods }: Pick<Range, 'lastMinute' | 'periods'>,
): DataPoints {
  const range = { lastMinute, periodMinutes, periods };
  const series = new Map(
    [...queries].map(([id, { metric, statistic }]) => [id, store.read(metric, statistic, range)] as const),
  );
  for (const [id, expression] of expressions) series.set(id, evaluateExpression(expression, series, periods));
  return series.get(watched) ?? [];
}
