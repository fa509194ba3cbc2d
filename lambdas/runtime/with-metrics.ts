// Publishes the metrics of each invocation when it ends, even when it fails.

import { metrics } from './telemetry.ts';

/** @param addLast adds the metrics that are known only at the end */
export function withMetrics<Args extends unknown[], Result>(
  handle: (...args: Args) => Promise<Result>,
  addLast = (): void => {},
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    try {
      return await handle(...args);
    } finally {
      addLast();
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    }
  };
}
