// How long each like takes from its 202 until each of those who look shows it. Pure.

import type { Sight } from './audience.ts';

export interface Like {
  readonly postId: string;
  /** How many likes the post had with this one. */
  readonly nth: number;
  /** When it was answered with 202, in milliseconds since 1970. */
  readonly takenMs: number;
}

/**
 * The nth like of a post is on a screen as soon as that shows n or more. Returns milliseconds, one for each like and looker.
 * @param sights of one looker, in the order of time
 */
export function delaysOf(likes: readonly Like[], sights: readonly Sight[]): number[] {
  return likes.flatMap(({ postId, nth, takenMs }) => {
    const sight = sights.find((it) => it.postId === postId && it.count >= nth);
    return sight ? [Math.max(0, sight.atMs - takenMs)] : [];
  });
}
