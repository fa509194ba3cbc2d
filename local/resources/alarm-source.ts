// What an alarm of a template watches: one metric, or an expression of several.

import type { AlarmSource, MetricQuery } from '../cloudwatch/alarm-points.ts';
import type { Expression } from '../cloudwatch/math/expression.ts';
import { idsOf, readExpression } from '../cloudwatch/math/read-expression.ts';
import { isStatistic } from '../cloudwatch/statistic-set.ts';
import { isObject, type Json, type JsonObject, toText } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';

/** The id of the only metric of an alarm without expressions. */
const ONLY = 'metric';

/** Throws UnsupportedTemplateError for what the local cloud does not watch. */
export function readAlarmSource(address: ResourceAddress, properties: JsonObject): AlarmSource {
  const { Metrics } = properties;
  if (Array.isArray(Metrics)) return readMetrics(address, Metrics.filter(isObject));
  const statistic = properties['Statistic'] ?? properties['ExtendedStatistic'];
  return {
    periodMinutes: readPeriod(address, 'Period', properties['Period']),
    queries: new Map([[ONLY, readQuery(address, properties, 'Statistic', statistic)]]),
    expressions: new Map(),
    watched: ONLY,
  };
}

function readMetrics(address: ResourceAddress, metrics: readonly JsonObject[]): AlarmSource {
  const refuse = (problem: string) => new UnsupportedTemplateError(address, `property Metrics: ${problem}`);
  const queries = new Map<string, MetricQuery>();
  const expressions = new Map<string, Expression>();
  const periods = new Set<number>();
  for (const { Id, Expression, MetricStat, Period } of metrics) {
    const id = toText(Id);
    if (isObject(MetricStat)) {
      const metric = isObject(MetricStat['Metric']) ? MetricStat['Metric'] : {};
      queries.set(id, readQuery(address, metric, 'Metrics[].MetricStat.Stat', MetricStat['Stat']));
      periods.add(readPeriod(address, 'Metrics[].MetricStat.Period', MetricStat['Period']));
    } else {
      expressions.set(id, read(toText(Expression)));
      if (Period !== undefined) periods.add(readPeriod(address, 'Metrics[].Period', Period));
    }
  }
  const [periodMinutes, another] = periods;
  if (periodMinutes === undefined) throw refuse('there is no metric');
  if (another !== undefined) throw refuse('the metrics of an alarm have one period');
  const [watched, ...others] = metrics.filter(({ ReturnData }) => ReturnData !== false);
  if (!watched || others.length > 0)
    throw refuse('an alarm is about one of its metrics, whose ReturnData is true');
  return { periodMinutes, queries, expressions: inOrder(), watched: toText(watched['Id']) };

  function read(text: string): Expression {
    try {
      return readExpression(text);
    } catch (error) {
      throw error instanceof Error && error.name === 'UnsupportedExpressionError'
        ? refuse(error.message)
        : error;
    }
  }

  /** An expression may name others, whatever their order in the template. */
  function inOrder(): Map<string, Expression> {
    const ordered = new Map<string, Expression>();
    const add = (id: string, above: readonly string[]) => {
      const expression = expressions.get(id);
      if (!expression && !queries.has(id)) throw refuse(`there is no metric ${id}`);
      if (above.includes(id)) throw refuse(`${id} names itself`);
      if (!expression || ordered.has(id)) return;
      for (const named of idsOf(expression)) add(named, [...above, id]);
      ordered.set(id, expression);
    };
    for (const id of expressions.keys()) add(id, []);
    return ordered;
  }
}

function readQuery(
  address: ResourceAddress,
  metric: JsonObject,
  property: string,
  statistic: Json | undefined,
): MetricQuery {
  const text = toText(statistic);
  if (!isStatistic(text))
    throw new UnsupportedTemplateError(
      address,
      `property ${property}: ${text} is not supported by the local cloud`,
    );
  const dimensions = Array.isArray(metric['Dimensions']) ? metric['Dimensions'].filter(isObject) : [];
  return {
    metric: {
      namespace: toText(metric['Namespace']),
      name: toText(metric['MetricName']),
      dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [toText(Name), toText(Value)])),
    },
    statistic: text,
  };
}

/** Returns minutes. Periods below a minute are for metrics of high resolution, which nothing here has. */
function readPeriod(address: ResourceAddress, property: string, value: Json | undefined): number {
  if (typeof value === 'number' && value > 0 && value % 60 === 0) return value / 60;
  throw new UnsupportedTemplateError(
    address,
    `property ${property}: ${toText(value)} is no multiple of 60, which the local cloud supports only`,
  );
}
