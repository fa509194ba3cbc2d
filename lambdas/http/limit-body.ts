// No request needs a large body. This measures the bytes that arrived, and does not trust the header that states their number.

import { createMiddleware } from 'hono/factory';
import { problem } from './problem.ts';

export const MAX_BODY_BYTES = 16 * 1_024;

export const limitBody = createMiddleware(async (c, next) => {
  if (c.req.raw.body && (await c.req.arrayBuffer()).byteLength > MAX_BODY_BYTES) {
    return problem(413, `The body is larger than ${MAX_BODY_BYTES} bytes.`);
  }
  return await next();
});
