import { expect, test } from 'vitest';
import { MetricStore } from '../../../local/cloudwatch/metric-store.ts';
import { MetricCollector } from '../../../local/lambda/embedded-metrics.ts';

const lineOf = (service: string, values: Record<string, number | number[]>) =>
  JSON.stringify({
    _aws: {
      Timestamp: 0,
      CloudWatchMetrics: [{ Namespace: 'N', Metrics: Object.keys(values).map((Name) => ({ Name })) }],
    },
    service,
    ...values,
  });

test('the metrics of a service are added up, and one line may hold several values', () => {
  const metrics = new MetricCollector();
  expect(metrics.take(lineOf('batch-likes', { Posts: 3 }))).toBe(true);
  expect(metrics.take(lineOf('batch-likes', { Posts: [1, 1], Records: 4 }))).toBe(true);
  expect(metrics.take(lineOf('accept-like', { Posts: 5 }))).toBe(true);
  expect(metrics.read()).toEqual({ 'batch-likes': { Posts: 5, Records: 4 }, 'accept-like': { Posts: 5 } });
});

const LINE = JSON.parse(lineOf('s', { Posts: 1 })) as object;

test.each([
  '{"_aws"',
  '{"_aws":null}',
  '{"_aws":7}',
  '{"_aws":{}}',
  '{"_aws":{"CloudWatchMetrics":{}}}',
  '{"_aws":{"CloudWatchMetrics":[null]}}',
  '{"_aws":{"CloudWatchMetrics":[{"Metrics":null}]}}',
  '{"_aws":{"CloudWatchMetrics":[{"Metrics":[{"Name":7}]}]}}',
  '{"_aws"\u0000',
])('the malformed line %j is printed like any other', (line) => {
  const metrics = new MetricCollector();
  expect(metrics.take(line)).toBe(false);
  expect(metrics.read()).toEqual({});
});

test('a value that is no number adds nothing, and the names of objects are names like any other', () => {
  const metrics = new MetricCollector();
  expect(metrics.take(JSON.stringify({ ...LINE, Posts: ['x', 2] }))).toBe(true);
  expect(metrics.take(JSON.stringify({ ...LINE, service: '__proto__' }))).toBe(true);
  expect(Object.entries(metrics.read())).toEqual([
    ['s', { Posts: 2 }],
    ['__proto__', { Posts: 1 }],
  ]);
  expect(Object.hasOwn(Object.prototype, 'Posts')).toBe(false);
});

test('a line without metrics is not taken in', () => {
  expect(new MetricCollector().take('{"level":"ERROR","message":"_aws"}')).toBe(false);
});

test('CloudWatch gets each value under its namespace and each of its sets of dimensions', () => {
  const store = new MetricStore({ now: () => 0 });
  const metrics = new MetricCollector(store);
  const sets = [['service'], ['service', 'stage'], []];
  const dimensionsOf = [{ service: 'till' }, { service: 'till', stage: 'live' }, {}];
  for (const dimensions of dimensionsOf) store.keep({ namespace: 'Shop', name: 'Sold', dimensions }, 5);
  const CloudWatchMetrics = [{ Namespace: 'Shop', Dimensions: sets, Metrics: [{ Name: 'Sold' }] }];
  const line = {
    _aws: { Timestamp: 60_000, CloudWatchMetrics },
    service: 'till',
    stage: 'live',
    Sold: [1, 2],
  };
  expect(metrics.take(JSON.stringify(line))).toBe(true);
  const range = { lastMinute: 1, periodMinutes: 1, periods: 2 };
  for (const dimensions of dimensionsOf)
    expect(store.read({ namespace: 'Shop', name: 'Sold', dimensions }, 'Sum', range)).toEqual([undefined, 3]);
});
