// What every function's app has in common: the edge, the time limit, the body limit, and problem documents for all that goes wrong.

import { Hono } from 'hono/tiny';
import { isRetryable } from '../../core/stream/retryable.ts';
import { allowOrigins, readCors } from './allow-origins.ts';
import { answerInTime } from './answer-in-time.ts';
import type { LambdaEnv } from './lambda-env.ts';
import { limitBody } from './limit-body.ts';
import { problem, unavailable } from './problem.ts';
import { readEdgeSecret, requireEdge } from './require-edge.ts';
import { addMetric, describeError, logger } from '../runtime/telemetry.ts';

export function makeApp(): Hono<LambdaEnv> {
  const app = new Hono<LambdaEnv>();
  const cors = readCors(process.env['CORS']);
  if (cors) app.use(allowOrigins(cors));
  app.use(answerInTime);
  const edgeSecret = readEdgeSecret(process.env, Date.now);
  if (edgeSecret) app.use(requireEdge(edgeSecret));
  app.use(limitBody);
  app.notFound(() => problem(404, 'There is nothing at this address.'));
  app.onError((error, c) => {
    // The answer was given when the time was over, and logged then.
    if (c.var.signal.aborted) return unavailable('The answer came too late. Try again.');
    const requestId = c.env.lambdaContext?.awsRequestId;
    logger.error('Request failed', { requestId, error: describeError(error) });
    addMetric('RequestsFailed');
    return isRetryable(error)
      ? unavailable('A part of the system does not answer. Try again.')
      : problem(500, 'Something unexpected happened. It was logged.');
  });
  return app;
}
