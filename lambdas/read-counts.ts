// Answers how many people like a post, or each post of a page, how fresh the counts are, whether the person who asks likes them, and
// what became of an action. The answers about the past of posts are in http/answer-activity.ts, and those about posts in
// http/answer-feed.ts.

import type { CountReader } from '../core/likes/ports.ts';
import type { PostFeed } from '../core/posts/feed.ts';
import { type ReceiptReader, resolveReceipt } from '../core/likes/resolve-receipt.ts';
import { type ActivityPorts, answerActivity, NO_ACTIVITY } from './http/answer-activity.ts';
import { answerBadge, readBadgeLabel } from './http/answer-badge.ts';
import { answerFeed } from './http/answer-feed.ts';
import { answerOperations, inOrder } from './http/answer-operations.ts';
import { allowPerson, requirePerson } from './http/authenticate.ts';
import { answerPosts } from './http/answer-posts.ts';
import { PRIVATE } from './http/cache-headers.ts';
import { limitRate, refuseAbove } from './http/limit-rate.ts';
import { describePosts } from './http/describe-posts.ts';
import { NO_LIMIT, type RateLimiter } from './http/rate-limiter.ts';
import { readPostId } from './http/read-post-id.ts';
import { readPostIds } from './http/read-post-ids.ts';
import { readReceipt } from './http/read-receipt.ts';
import { serve } from './http/serve.ts';
import type { VerifyToken } from './http/verify-token.ts';
import { wireReading } from './runtime/wire-reader.ts';

interface Ports {
  readonly reader: CountReader & ReceiptReader;
  readonly activity?: ActivityPorts;
  /** Without it there are no posts. */
  readonly feed?: PostFeed | undefined;
  readonly verifyToken: VerifyToken;
  readonly limiter?: RateLimiter;
  readonly now?: () => number;
}

export function makeReadCounts(ports: Ports) {
  const { reader, activity = NO_ACTIVITY, feed, verifyToken, limiter = NO_LIMIT, now = Date.now } = ports;
  const person = allowPerson(verifyToken);
  const limit = limitRate(refuseAbove(limiter, 'ReadsLimited'));
  return answerOperations('read-counts', {
    ...answerActivity(activity, requirePerson(verifyToken), limit),
    ...answerFeed(feed, limit),
    readLikes: inOrder(person, limit, readPostId, async (c) => {
      const posts = await describePosts(reader, [c.var.postId], c.var.userId, c.var.signal);
      return answerPosts(c, posts, posts[0], now());
    }),
    readLikesOfMany: inOrder(person, readPostIds, limit, async (c) => {
      const posts = await describePosts(reader, c.var.postIds, c.var.userId, c.var.signal);
      return answerPosts(c, posts, { posts }, now());
    }),
    readBadge: inOrder(limit, readPostId, readBadgeLabel, async (c) => {
      const { postId, label, signal } = c.var;
      const counts = await reader.readCounts([postId], signal);
      return answerBadge(counts.get(postId)?.count ?? 0, label, c.req.header('if-none-match'));
    }),
    readReceipt: inOrder(requirePerson(verifyToken), limit, readReceipt, async (c) => {
      const { userId, receipt, signal } = c.var;
      const { postId, id, op } = receipt;
      const state = await resolveReceipt(reader, userId, receipt, signal);
      return c.json({ postId, id, op, ...state }, 200, PRIVATE);
    }),
  });
}

export const handler = serve(makeReadCounts(wireReading(process.env)));
