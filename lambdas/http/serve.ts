// Makes a Lambda handler of an app.

import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import type { Hono } from 'hono/tiny';
import { withMetrics } from '../runtime/with-metrics.ts';
import type { LambdaEnv } from './lambda-env.ts';
import { repairEvent } from './repair-event.ts';

export function serve(app: Hono<LambdaEnv>) {
  const handleEvent = handle(app);
  return withMetrics(async (event: LambdaEvent, context?: LambdaContext) =>
    handleEvent(repairEvent(event), context),
  );
}
