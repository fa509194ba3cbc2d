// Reads the counts of posts, as many with one request as an address holds.

import type { Answer } from './request.ts';
import type { PostLikes } from './types.ts';

/** As many posts with the longest ids fit into one request. */
const POSTS_PER_READ = 50;

/**
 * Resolves with the last answer, or with nothing without posts. After an answer without counts it asks no more.
 * @param take takes in what the server says of the posts that were asked for
 */
export async function readCounts(
  postIds: readonly string[],
  request: (path: string) => Promise<Answer>,
  take: (asked: readonly string[], counts: readonly PostLikes[]) => void,
): Promise<Answer | undefined> {
  let last: Answer | undefined;
  for (let at = 0; at < postIds.length; at += POSTS_PER_READ) {
    const asked = postIds.slice(at, at + POSTS_PER_READ);
    const answer = await request(
      'likes?' + asked.map((postId) => 'post=' + encodeURIComponent(postId)).join('&'),
    );
    // The post that moves most says when to ask again.
    last = { ...answer, maxAgeMs: Math.min(answer.maxAgeMs ?? 0, last?.maxAgeMs ?? Infinity) };
    if (!answer.posts) break;
    take(asked, answer.posts);
  }
  return last;
}
