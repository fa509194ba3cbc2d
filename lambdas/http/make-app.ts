// What every function's app has in common: the limit for bodies, and a problem document for everything that goes wrong.

import { Hono } from 'hono/tiny';
import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';
import { allowOrigins, readCors } from './allow-origins.ts';
import { limitBody } from './limit-body.ts';
import { problem, unavailable } from './problem.ts';
import { addMetric, describeError, logger } from '../runtime/telemetry.ts';

/** What the Lambda adapter passes along with a request. */
export interface LambdaEnv {
  Bindings: { event: LambdaEvent; lambdaContext?: LambdaContext };
}

export function makeApp(): Hono<LambdaEnv> {
  const app = new Hono<LambdaEnv>();
  const cors = readCors(process.env['CORS']);
  if (cors) app.use(allowOrigins(cors));
  app.use(limitBody);
  app.notFound(() => problem(404, 'There is nothing at this address.'));
  app.onError((error, c) => {
    const requestId = c.env.lambdaContext?.awsRequestId;
    logger.error('Request failed', { requestId, error: describeError(error) });
    addMetric('RequestsFailed');
    return 'retryable' in error && error.retryable === true
      ? unavailable('A part of the system does not answer. Try again.')
      : problem(500, 'Something unexpected happened. It was logged.');
  });
  return app;
}
