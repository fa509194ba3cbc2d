// Answers how many people like a post, or each post of a page, how fresh the counts are, and whether the person who asks likes them.

import { makeDynamoDB } from '../adapters/clients.ts';
import { makeCountReader } from '../adapters/dynamodb/count-reader.ts';
import type { CountReader } from '../core/likes/ports.ts';
import { answerOperations, inOrder } from './http/answer-operations.ts';
import { allowPerson } from './http/authenticate.ts';
import { readPostId } from './http/read-post-id.ts';
import { readPostIds } from './http/read-post-ids.ts';
import { requireEnv } from './runtime/require-env.ts';
import { serve } from './http/serve.ts';
import { makeTokenVerifier } from './http/token-verifier.ts';
import type { VerifyToken } from './http/verify-token.ts';

export function makeReadCounts({ reader, verifyToken }: { reader: CountReader; verifyToken: VerifyToken }) {
  const person = allowPerson(verifyToken);

  async function readPosts(postIds: readonly string[], userId: string | undefined, signal: AbortSignal) {
    const [counts, liked] = await Promise.all([
      reader.readCounts(postIds, signal),
      userId === undefined ? undefined : reader.readLiked(userId, postIds, signal),
    ]);
    return postIds.map((postId) => ({
      postId,
      ...(counts.get(postId) ?? { count: 0, asOf: null }),
      ...(liked ? { liked: liked.has(postId) } : {}),
    }));
  }

  return answerOperations('read-counts', {
    readLikes: inOrder(person, readPostId, async (c) => {
      const [post] = await readPosts([c.var.postId], c.var.userId, c.var.signal);
      return c.json(post, 200, cacheHeaders(c.var.userId));
    }),
    readLikesOfMany: inOrder(person, readPostIds, async (c) => {
      const posts = await readPosts(c.var.postIds, c.var.userId, c.var.signal);
      return c.json({ posts }, 200, cacheHeaders(c.var.userId));
    }),
  });
}

/** A cache may keep counts for a second and share them. It must not keep an answer that tells what one person likes. */
function cacheHeaders(userId: string | undefined) {
  return {
    'cache-control': userId === undefined ? 'public, max-age=1' : 'private, no-store',
    vary: 'Authorization',
  };
}

export const handler = serve(
  makeReadCounts({
    reader: makeCountReader({
      client: makeDynamoDB(),
      countersTable: requireEnv(process.env, 'COUNTERS_TABLE'),
      likesTable: requireEnv(process.env, 'LIKES_TABLE'),
    }),
    verifyToken: makeTokenVerifier(process.env, Date.now),
  }),
);
