// Computes the expected counts from the actions alone, in the plainest way.

import type { Action } from './action.ts';

/**
 * Returns the likes of every post in the actions, also of those without likes. A person likes a post when their action with
 * the greatest id is a like.
 */
export function truthOf(actions: Iterable<Action>): Map<string, number> {
  const latestByPost = new Map<string, Map<string, Action>>();
  for (const action of actions) {
    const latestByUser = latestByPost.get(action.postId) ?? new Map<string, Action>();
    latestByPost.set(action.postId, latestByUser);
    const latest = latestByUser.get(action.user);
    if (latest === undefined || action.id > latest.id) latestByUser.set(action.user, action);
  }
  const truth = new Map<string, number>();
  for (const [postId, latestByUser] of latestByPost) {
    truth.set(postId, [...latestByUser.values()].filter(({ op }) => op === 'like').length);
  }
  return truth;
}
