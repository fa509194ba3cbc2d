// Answers with the badge of a post. Everybody gets the same one, so any cache may keep it.

import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { drawBadge } from './draw-badge.ts';
import { answerTagged } from './entity-tag.ts';
import { badField } from './problem.ts';
import { BadgeLabel } from './schemas.ts';

/** A minute, because people look at badges on pages that proxies keep for longer anyway. */
const MAX_AGE_SECONDS = 60;
/** After that a cache may show the old badge while it asks for the new one. */
const STALE_SECONDS = 600;

/** Sets `label` to the parameter of the query, if there is one. Answers 400 when that is malformed. */
export const readBadgeLabel = createMiddleware<{ Variables: { label: string | undefined } }>(
  async (c, next) => {
    const label = v.safeParse(v.optional(BadgeLabel), c.req.query('label'), { abortPipeEarly: true });
    if (!label.success) return badField('label', label.issues[0].message);
    c.set('label', label.output);
    return await next();
  },
);

/** @param ifNoneMatch the header of that name. The answer is 304 if it names the badge as it is now. */
export function answerBadge(count: number, label: string | undefined, ifNoneMatch?: string): Response {
  const caching = `public, max-age=${MAX_AGE_SECONDS}, stale-while-revalidate=${STALE_SECONDS}`;
  return answerTagged(drawBadge({ count, label }), {
    ifNoneMatch,
    headers: { 'cache-control': caching },
    contentHeaders: {
      'content-type': 'image/svg+xml; charset=utf-8',
      // Somebody may open the badge as a page.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
  });
}
