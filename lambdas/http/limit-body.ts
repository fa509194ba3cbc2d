// Limits bodies to what the largest request needs. What counts is the bytes that arrived, not what a header says of them.

import { createMiddleware } from 'hono/factory';
import { problem } from './problem.ts';

/**
 * A hundred actions with the longest ids take 110,000 bytes when every letter is written as a JSON escape of six bytes. The rest is
 * for spaces.
 */
export const MAX_BODY_BYTES = 128 * 1_024;

export const limitBody = createMiddleware(async (c, next) => {
  if (c.req.raw.body && (await c.req.arrayBuffer()).byteLength > MAX_BODY_BYTES) {
    return problem(413, `The body is larger than ${MAX_BODY_BYTES} bytes.`);
  }
  return await next();
});
