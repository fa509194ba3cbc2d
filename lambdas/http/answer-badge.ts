// Answers with the badge of a post. Everybody gets the same one, so any cache may keep it.

import { hash } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { drawBadge } from './draw-badge.ts';
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
export function answerBadge(count: number, label: string | undefined, ifNoneMatch = ''): Response {
  const svg = drawBadge({ count, label });
  const etag = `"${hash('sha256', svg, 'base64url').slice(0, 22)}"`;
  const headers = {
    'cache-control': `public, max-age=${MAX_AGE_SECONDS}, stale-while-revalidate=${STALE_SECONDS}`,
    etag,
  };
  // A cache that compresses may have made the tag a weak one.
  const known = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) return new Response(null, { status: 304, headers });
  return new Response(svg, {
    headers: {
      ...headers,
      'content-type': 'image/svg+xml; charset=utf-8',
      // Somebody may open the badge as a page.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
  });
}
