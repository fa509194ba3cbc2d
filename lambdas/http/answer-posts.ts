// Answers with what is known of posts, and says how long caches may keep it.

import type { PostCount } from '../../core/likes/ports.ts';
import { cacheHeaders, PRIVATE } from './cache-headers.ts';
import { answerTagged } from './entity-tag.ts';

const contentHeaders = { 'content-type': 'application/json' };

/** Who asks, and what they have already. */
interface Question {
  readonly var: { readonly userId: string | undefined };
  readonly req: { header(name: string): string | undefined };
}

/**
 * @param posts what the body says of posts
 * @param body the post or the posts, as the operation answers them
 */
export function answerPosts(
  c: Question,
  posts: readonly PostCount[],
  body: object | undefined,
  nowMs: number,
): Response {
  const text = JSON.stringify(body);
  // A person's answer is kept nowhere, so nobody can have it already.
  if (c.var.userId !== undefined) return new Response(text, { headers: { ...PRIVATE, ...contentHeaders } });
  const ifNoneMatch = c.req.header('if-none-match');
  return answerTagged(text, { ifNoneMatch, headers: cacheHeaders(posts, nowMs), contentHeaders });
}
