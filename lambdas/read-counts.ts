// Answers how many people like a post, or each post of a page, how fresh the counts are, whether the person who asks likes them, and
// what became of an action.

import type { CountReader } from '../core/likes/ports.ts';
import { type ReceiptReader, resolveReceipt } from '../core/likes/resolve-receipt.ts';
import { answerBadge, readBadgeLabel } from './http/answer-badge.ts';
import { answerOperations, inOrder } from './http/answer-operations.ts';
import { allowPerson, requirePerson } from './http/authenticate.ts';
import { cacheHeaders } from './http/cache-headers.ts';
import { limitRate, refuseAbove } from './http/limit-rate.ts';
import { describePosts } from './http/describe-posts.ts';
import { NO_LIMIT, type RateLimiter, readRateLimiter } from './http/rate-limiter.ts';
import { readPostId } from './http/read-post-id.ts';
import { readPostIds } from './http/read-post-ids.ts';
import { readReceipt } from './http/read-receipt.ts';
import { serve } from './http/serve.ts';
import { makeTokenVerifier } from './http/token-verifier.ts';
import type { VerifyToken } from './http/verify-token.ts';
import { wireReader } from './runtime/wire-reader.ts';

interface Ports {
  readonly reader: CountReader & ReceiptReader;
  readonly verifyToken: VerifyToken;
  readonly limiter?: RateLimiter;
}

export function makeReadCounts({ reader, verifyToken, limiter = NO_LIMIT }: Ports) {
  const person = allowPerson(verifyToken);
  const limit = limitRate(refuseAbove(limiter, 'ReadsLimited'));
  return answerOperations('read-counts', {
    readLikes: inOrder(person, limit, readPostId, async (c) => {
      const { postId, userId, signal } = c.var;
      const [post] = await describePosts(reader, [postId], userId, signal);
      return c.json(post, 200, cacheHeaders(userId));
    }),
    readLikesOfMany: inOrder(person, readPostIds, limit, async (c) => {
      const { postIds, userId, signal } = c.var;
      const posts = await describePosts(reader, postIds, userId, signal);
      return c.json({ posts }, 200, cacheHeaders(userId));
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
      return c.json({ postId, id, op, ...state }, 200, cacheHeaders(userId));
    }),
  });
}

const verifyToken = makeTokenVerifier(process.env, Date.now);
const limiter = readRateLimiter(process.env, Date.now);
export const handler = serve(makeReadCounts({ reader: wireReader(process.env), verifyToken, limiter }));
