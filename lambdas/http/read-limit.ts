// How many things a page of an answer may hold.

import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { badField } from './problem.ts';
import { PageLimit } from './activity-schemas.ts';

const USUAL = 20;

/** Sets `limit` to the parameter of the query, or to what is usual. Answers 400 when it is malformed. */
export const readLimit = createMiddleware<{ Variables: { limit: number } }>(async (c, next) => {
  const text = v.safeParse(v.optional(PageLimit), c.req.query('limit'), { abortPipeEarly: true });
  if (!text.success) return badField('limit', text.issues[0].message);
  c.set('limit', Number(text.output ?? USUAL));
  return await next();
});
