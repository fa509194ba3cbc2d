// Answers which posts there are.

import type { MiddlewareHandler } from 'hono';
import type { PostFeed } from '../../core/posts/feed.ts';
import { inOrder } from './answer-operations.ts';
import { FEED_CACHE_HEADERS } from './cache-headers.ts';
import { readFeedQuery } from './feed-query.ts';

export const answerFeed = (feed: PostFeed | undefined, limit: MiddlewareHandler) => ({
  readFeed: inOrder(limit, readFeedQuery, async (c) => {
    const page = await feed?.readPage(c.var.limit, c.var.after, c.var.signal);
    return c.json(page ?? { posts: [] }, 200, FEED_CACHE_HEADERS);
  }),
});
