// Finds the metric that an alarm of the plan watches, in the deployment as it is.

import { Duration, Stack } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type Alarm, type AlarmMetric, dashed, type Subject } from '../../planner/operations/alarm.ts';
import { LikesApi } from '../api/likes-api.ts';
import { functionOf, queuesOf, tablesOf, type Watched } from './watched.ts';

interface Place {
  readonly namespace: string;
  readonly dimensionsMap: Readonly<Record<string, string>>;
}

/** @returns undefined where the deployment has no such thing */
function placeOf(scope: Construct, watched: Watched, of: Subject): Place | undefined {
  const place = (namespace: string, dimension: string, value: string | undefined): Place | undefined =>
    value === undefined ? undefined : { namespace, dimensionsMap: { [dimension]: value } };
  switch (of.kind) {
    case 'function':
      return place('AWS/Lambda', 'FunctionName', functionOf(watched, of.name)?.functionName);
    case 'canary':
      return place('AWS/Lambda', 'FunctionName', watched.functions.get('canary')?.functionName);
    case 'account':
      return { namespace: 'AWS/Lambda', dimensionsMap: {} };
    case 'printed':
      // As Powertools names them: lib/functions/likes-function.ts.
      return place(Stack.of(scope).stackName, 'service', dashed(of.name));
    case 'table':
      return place('AWS/DynamoDB', 'TableName', tablesOf(watched)[of.name]?.tableName);
    case 'queue':
      return place('AWS/SQS', 'QueueName', queuesOf(watched)[of.name]?.queueName);
    case 'likeEvents':
      return place('AWS/Kinesis', 'StreamName', watched.data.likeEvents.streamName);
    case 'viewersApi':
      return place('AWS/ApiGateway', 'ApiId', watched.viewersApi?.apiId);
    case 'api':
      break;
  }
  return watched.api instanceof LikesApi
    ? place('AWS/ApiGateway', 'ApiId', watched.api.api.apiId)
    : place('AWS/ApiGateway', 'ApiName', watched.api.api.restApiName);
}

const STATISTICS: Readonly<Record<AlarmMetric['statistic'], string>> = {
  Sum: Stats.SUM,
  Maximum: Stats.MAXIMUM,
  p99: Stats.p(99),
};

/** A REST API has another name for one of the metrics. source: API Gateway guide, metrics of REST APIs */
const nameOf = ({ of, name }: AlarmMetric, { api }: Watched): string =>
  of.kind === 'api' && name === '5xx' && !(api instanceof LikesApi) ? '5XXError' : name;

export function metricOf(
  scope: Construct,
  watched: Watched,
  metric: AlarmMetric,
  periodSeconds: number,
): Metric | undefined {
  const place = placeOf(scope, watched, metric.of);
  if (!place) return undefined;
  return new Metric({
    ...place,
    metricName: nameOf(metric, watched),
    statistic: STATISTICS[metric.statistic],
    period: Duration.seconds(periodSeconds),
  });
}

/** @returns undefined where the deployment lacks anything that the alarm watches */
export function metricOfAlarm(
  scope: Construct,
  watched: Watched,
  { metrics, expression, unit, periodSeconds }: Alarm,
): Metric | MathExpression | undefined {
  const found: Record<string, Metric> = {};
  for (const [id, it] of Object.entries(metrics)) {
    const metric = metricOf(scope, watched, it, periodSeconds);
    if (!metric) return undefined;
    found[id] = metric;
  }
  if (expression === undefined) return Object.values(found)[0];
  return new MathExpression({
    expression,
    usingMetrics: found,
    label: unit,
    period: Duration.seconds(periodSeconds),
  });
}
