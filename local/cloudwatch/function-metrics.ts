// What Lambda publishes about a function. source: Lambda guide, "Types of metrics for Lambda functions"

import type { InvocationObserver } from '../lambda/function.ts';
import type { CloudWatch, MetricSource } from './cloudwatch.ts';
import type { MetricStore } from './metric-store.ts';

const NAMESPACE = 'AWS/Lambda';

/** What other functions of the account run is known of, too. Without any, a minute in which nothing runs has no data point. */
export function makeAccountMetrics(store: MetricStore, account: CloudWatch['executions']): MetricSource {
  const running = store.series({ namespace: NAMESPACE, name: 'ConcurrentExecutions', dimensions: {} });
  return (atMs) => {
    if (account.others > 0) running.add(account.running + account.others, atMs);
  };
}

/** @param account the invocations of all functions that run now */
export function makeFunctionMetrics(
  store: MetricStore,
  FunctionName: string,
  account: CloudWatch['executions'],
): InvocationObserver {
  const seriesOf = (name: string, dimensions = {}) =>
    store.series({ namespace: NAMESPACE, name, dimensions });
  const own = { FunctionName };
  const invocations = seriesOf('Invocations', own);
  const errors = seriesOf('Errors', own);
  const throttles = seriesOf('Throttles', own);
  const duration = seriesOf('Duration', own);
  const running = seriesOf('ConcurrentExecutions', own);
  const runningOfAccount = seriesOf('ConcurrentExecutions');
  return {
    started(count) {
      account.running += 1;
      running.add(count);
      runningOfAccount.add(account.running + account.others);
    },
    ended({ status }, durationMs) {
      account.running -= 1;
      invocations.add(1);
      throttles.add(0);
      errors.add(status === 'ok' ? 0 : 1);
      duration.add(durationMs);
    },
    throttled: () => throttles.add(1),
  };
}

/** Returns what a mapping tells about each batch of a stream that it hands to the function: how long its last record has waited. */
export function makeIteratorAge(store: MetricStore, FunctionName: string): (ageMs: number) => void {
  const age = store.series({ namespace: NAMESPACE, name: 'IteratorAge', dimensions: { FunctionName } });
  return (ageMs) => age.add(store.scaleAge(ageMs));
}
