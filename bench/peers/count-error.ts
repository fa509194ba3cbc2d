// How wrong the counts of a run are.

import type { LikeEvent } from '../../core/likes/like-event.ts';
import { truthOf } from '../../traffic/truth.ts';

/** Returns the likes that each post should have. */
export const truthOfEvents = (events: readonly LikeEvent[]): Map<string, number> =>
  truthOf(events.map(({ id, userId, postId, op }) => ({ id, user: userId, postId, op })));

/** Returns the likes that are too many or too few, post by post, as a share of all likes that there should be. */
export function errorOf(counts: ReadonlyMap<string, number>, truth: ReadonlyMap<string, number>): number {
  let wrong = 0;
  let likes = 0;
  for (const [postId, expected] of truth) {
    wrong += Math.abs((counts.get(postId) ?? 0) - expected);
    likes += expected;
  }
  return wrong / Math.max(1, likes);
}
