// What the counts must come to, computed from the actions alone and in the plainest way.

import type { Action } from './action.ts';

/** The likes of every post named in the actions: the people whose action with the greatest id is a like. 0 is listed too. */
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
