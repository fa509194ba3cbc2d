// What an answer says of posts: their counts, how fresh those are, and whether the person who asks likes them.

import type { CountReader } from '../../core/likes/ports.ts';

/** @param userId undefined when nobody says who asks */
export async function describePosts(
  reader: CountReader,
  postIds: readonly string[],
  userId: string | undefined,
  signal: AbortSignal,
) {
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
