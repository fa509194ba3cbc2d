// Answers before the platform gives up on the function. A stall is then our 503, with Retry-After and CORS, and not the
// platform's 500.

import { createMiddleware } from 'hono/factory';
import type { LambdaEnv } from './lambda-env.ts';
import { unavailable } from './problem.ts';
import { addMetric, logger } from '../runtime/telemetry.ts';

/** How long before the function's timeout the answer is given, in milliseconds. In this time the log is written and the answer sent. */
export const ANSWER_ROOM_MS = 1_000;

/** Sets `signal`, which is aborted when the time is over. What still runs then ends, and does not go on in the next request. */
export const answerInTime = createMiddleware<LambdaEnv>(async (c, next) => {
  const time = new AbortController();
  c.set('signal', time.signal);
  const { lambdaContext } = c.env;
  if (!lambdaContext) return await next();
  const { promise: stall, resolve } = Promise.withResolvers<Response>();
  const timer = setTimeout(
    () => {
      logger.error('Request stalled', { requestId: lambdaContext.awsRequestId });
      addMetric('RequestsFailed');
      resolve(unavailable('A part of the system does not answer in time. Try again.'));
      time.abort();
    },
    Math.max(0, lambdaContext.getRemainingTimeInMillis() - ANSWER_ROOM_MS),
  );
  try {
    return await Promise.race([next(), stall]);
  } finally {
    clearTimeout(timer);
  }
});
