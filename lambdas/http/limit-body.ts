// Limits bodies to what the largest request needs. What counts is the bytes that arrived, not what a header says of them. The body is
// not decoded for that.

import { createMiddleware } from 'hono/factory';
import type { LambdaEnv } from './lambda-env.ts';
import { problem } from './problem.ts';
import { isLargerThan } from './sent-body.ts';

/**
 * A hundred actions with the longest ids take less than 50,000 bytes when every letter beyond ASCII is written as a JSON escape of six bytes. The
 * rest is for spaces. Twice as much would let a body that is refused cost more than a like.
 */
export const MAX_BODY_BYTES = 64 * 1_024;

export const limitBody = createMiddleware<LambdaEnv>(async (c, next) => {
  const { sentBody } = c.env.event;
  if (sentBody && isLargerThan(sentBody, MAX_BODY_BYTES))
    return problem(413, `The body is larger than ${MAX_BODY_BYTES} bytes.`);
  return await next();
});
