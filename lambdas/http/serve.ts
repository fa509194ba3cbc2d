// From an app to a Lambda handler, which publishes the metrics of each invocation at its end.

import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import type { Hono } from 'hono/tiny';
import type { LambdaEnv } from './make-app.ts';
import { repairEvent } from './repair-event.ts';
import { metrics } from '../runtime/telemetry.ts';

export function serve(app: Hono<LambdaEnv>) {
  const handleEvent = handle(app);
  return async (event: LambdaEvent, context?: LambdaContext) => {
    const result = await handleEvent(repairEvent(event), context);
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    return result;
  };
}
