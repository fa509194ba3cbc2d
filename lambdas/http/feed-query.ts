// Reads which page of the feed a query asks for.

import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { MAX_KEY_BYTES } from '../../core/likes/key-text.ts';
import { PLACE } from '../../core/posts/feed.ts';
import { badField } from './problem.ts';

export const MAX_POSTS_PER_PAGE = 50;
const DEFAULT_POSTS_PER_PAGE = 20;
/** A time and a separator stand before the id. */
const MAX_PLACE_CHARACTERS = 25 + MAX_KEY_BYTES;

const LIMIT_PROBLEM = `must be a whole number from 1 to ${MAX_POSTS_PER_PAGE}`;

/** For the document. A query holds text. */
export const FeedLimit = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(MAX_POSTS_PER_PAGE),
  v.description(`How many posts; ${DEFAULT_POSTS_PER_PAGE} without it.`),
);

const LimitText = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d?$/, LIMIT_PROBLEM),
  v.transform(Number),
  v.maxValue(MAX_POSTS_PER_PAGE, LIMIT_PROBLEM),
);

export const FeedPlace = v.pipe(
  v.string(),
  v.maxLength(MAX_PLACE_CHARACTERS, 'must be what an earlier answer has in `next`'),
  v.regex(new RegExp(PLACE), 'must be what an earlier answer has in `next`'),
  v.description('The posts after this place: what an earlier answer has in `next`.'),
);

interface Variables {
  readonly limit: number;
  readonly after: string | undefined;
}

/** Sets `limit` and `after`, or answers 400. */
export const readFeedQuery = createMiddleware<{ Variables: Variables }>(async (c, next) => {
  const limit = v.safeParse(v.optional(LimitText, String(DEFAULT_POSTS_PER_PAGE)), c.req.query('limit'), {
    abortPipeEarly: true,
  });
  if (!limit.success) return badField('limit', limit.issues[0].message);
  const after = v.safeParse(v.optional(FeedPlace), c.req.query('after'), { abortPipeEarly: true });
  if (!after.success) return badField('after', after.issues[0].message);
  c.set('limit', limit.output);
  c.set('after', after.output);
  return await next();
});
