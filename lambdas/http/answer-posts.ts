// Answers with what is known of posts, and says how long caches may keep it.

import type { PostCount } from '../../core/likes/ports.ts';
import { cacheHeaders, PRIVATE } from './cache-headers.ts';
import { answerTagged } from './entity-tag.ts';

interface Question {
  /** Undefined when nobody says who asks. */
  readonly userId: string | undefined;
  /** The header If-None-Match. */
  readonly ifNoneMatch: string | undefined;
  readonly nowMs: number;
}

const contentHeaders = { 'content-type': 'application/json' };

/**
 * @param posts what the body says of posts
 * @param body the post or the posts, as the operation answers them
 */
export function answerPosts(
  posts: readonly PostCount[],
  body: object | undefined,
  { userId, ifNoneMatch, nowMs }: Question,
): Response {
  const text = JSON.stringify(body);
  // A person's answer is kept nowhere, so nobody can have it already.
  if (userId !== undefined) return new Response(text, { headers: { ...PRIVATE, ...contentHeaders } });
  return answerTagged(text, { ifNoneMatch, headers: cacheHeaders(posts, nowMs), contentHeaders });
}
