// What every post must count in the end: the likes that were answered with 202, and nothing of those that were refused.

import type { Action } from '../../traffic/action.ts';
import { truthOf } from '../../traffic/truth.ts';

/** @param sent all that was sent. A post of which nothing was taken must count nothing. */
export function expectedCounts(sent: Iterable<Action>, taken: Iterable<Action>): Map<string, number> {
  const nothing = new Map([...sent].map(({ postId }) => [postId, 0] as const));
  return new Map([...nothing, ...truthOf(taken)]);
}
