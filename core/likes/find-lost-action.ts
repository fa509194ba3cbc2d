// Finds an action that is known to lose before it is accepted, although its place in the list says that it should win.
//
// The ids that a client chose are the order of its actions, wherever they stand in the list. An action without an id is stamped
// with the server's time, and its place is its order. An example, for one post and one person: 10 and 20 are ids of the client,
// and the server stamps 15.
//
//   unlike 20, like 10      is fine: the client's ids say that the unlike comes last.
//   like 20, unlike 20      is refused: one id names two different actions.
//   like 20, unlike         is refused: the unlike comes last, is stamped with 15, and would lose.
//   like, unlike 10         is refused: the unlike comes last, and would lose to the like, which is stamped with 15.
//   like 20, like           is fine: the person likes the post, whichever of the two wins.

import type { LikeEvent } from './like-event.ts';

export interface ListedAction extends Pick<LikeEvent, 'id' | 'postId' | 'op'> {
  /** Whether the client chose the id. */
  readonly hasOwnId: boolean;
}

export interface LostAction {
  /** The place in the list of the action that loses. */
  readonly index: number;
  /** The place of the action that it loses to. */
  readonly winner: number;
  readonly reason: 'same-id' | 'smaller-id';
}

/** Returns the first such action in the list of one person, or undefined if there is none. */
export function findLostAction(actions: readonly ListedAction[]): LostAction | undefined {
  const first = new Map<string, number>();
  const winners = new Map<string, { index: number; action: ListedAction }>();
  for (const [index, action] of actions.entries()) {
    const { id, postId, op, hasOwnId } = action;
    const identity = `${id} ${postId}`;
    const same = first.get(identity);
    if (same === undefined) first.set(identity, index);
    else if (actions[same]?.op !== op) return { index, winner: same, reason: 'same-id' };

    const winner = winners.get(postId);
    if (!winner || id > winner.action.id) winners.set(postId, { index, action });
    else if (winner.action.op !== op && !(hasOwnId && winner.action.hasOwnId))
      return { index, winner: winner.index, reason: 'smaller-id' };
  }
  return undefined;
}
