// Answers how many people like a post, or each post of a page, how fresh the counts are, whether the person who asks likes them, and
// what became of an action. The answers about the past of posts are in http/answer-activity.ts.

import type { CountReader } from '../core/likes/ports.ts';
import { rememberCounts } from '../core/likes/remember-counts.ts';
import { type ReceiptReader, resolveReceipt } from '../core/likes/resolve-receipt.ts';
import { type ActivityPorts, answerActivity, NO_ACTIVITY } from './http/answer-activity.ts';
import { answerBadge, readBadgeLabel } from './http/answer-badge.ts';
import { answerOperations, inOrder } from './http/answer-operations.ts';
import { allowPerson, requirePerson } from './http/authenticate.ts';
import { answerPosts } from './http/answer-posts.ts';
import { PRIVATE } from './http/cache-headers.ts';
import { limitRate, refuseAbove } from './http/limit-rate.ts';
import { describePosts } from './http/describe-posts.ts';
import { NO_LIMIT, type RateLimiter, readRateLimiter } from './http/rate-limiter.ts';
import { readPostId } from './http/read-post-id.ts';
import { readPostIds } from './http/read-post-ids.ts';
import { readReceipt } from './http/read-receipt.ts';
import { serve } from './http/serve.ts';
import { makeTokenVerifier } from './http/token-verifier.ts';
import type { VerifyToken } from './http/verify-token.ts';
import { wireActivity, wireReader } from './runtime/wire-reader.ts';

interface Ports {
  readonly reader: CountReader & ReceiptReader;
  readonly activity?: ActivityPorts;
  readonly verifyToken: VerifyToken;
  readonly limiter?: RateLimiter;
  readonly now?: () => number;
}

/** As old a count as a reader may get, and as many of them as take a few megabytes. */
const MEMORY = { keepMs: 1_000, mostPosts: 10_000 };

export function makeReadCounts(ports: Ports) {
  const { reader, activity = NO_ACTIVITY, verifyToken, limiter = NO_LIMIT, now = Date.now } = ports;
  const remembered = rememberCounts({ reader, now, ...MEMORY });
  const person = allowPerson(verifyToken);
  const limit = limitRate(refuseAbove(limiter, 'ReadsLimited'));
  return answerOperations('read-counts', {
    ...answerActivity(activity, requirePerson(verifyToken), limit),
    readLikes: inOrder(person, limit, readPostId, async (c) => {
      const { postId, userId, signal } = c.var;
      const posts = await describePosts(remembered, [postId], userId, signal);
      return answerPosts(posts, posts[0], {
        userId,
        ifNoneMatch: c.req.header('if-none-match'),
        nowMs: now(),
      });
    }),
    readLikesOfMany: inOrder(person, readPostIds, limit, async (c) => {
      const { postIds, userId, signal } = c.var;
      const posts = await describePosts(remembered, postIds, userId, signal);
      return answerPosts(
        posts,
        { posts },
        { userId, ifNoneMatch: c.req.header('if-none-match'), nowMs: now() },
      );
    }),
    readBadge: inOrder(limit, readPostId, readBadgeLabel, async (c) => {
      const { postId, label, signal } = c.var;
      const counts = await remembered.readCounts([postId], signal);
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

const verifyToken = makeTokenVerifier(process.env, Date.now);
const limiter = readRateLimiter(process.env, Date.now);
const [reader, activity] = [wireReader(process.env), wireActivity(process.env)];
export const handler = serve(makeReadCounts({ reader, activity, verifyToken, limiter }));
