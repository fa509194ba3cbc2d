// The logger and the metrics of a function. Neither of them ever gets a user id, a token or a body. An error is logged by its name and
// its place in the code, because its message may quote the input.

import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

export const logger = new Logger();
export const metrics = new Metrics();

export const addMetric = (name: string, value = 1): void => {
  metrics.addMetric(name, MetricUnit.Count, value);
};

export const addMilliseconds = (name: string, value: number): void => {
  metrics.addMetric(name, MetricUnit.Milliseconds, value);
};

export function addMetrics(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) addMetric(name, value);
}

/** Describes an error and the chain of its causes, without their messages. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    at: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
