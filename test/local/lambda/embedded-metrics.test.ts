import { expect, test } from 'vitest';
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

test('a line without metrics is not taken in', () => {
  expect(new MetricCollector().take('{"level":"ERROR","message":"_aws"}')).toBe(false);
});
