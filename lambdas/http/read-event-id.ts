// Gives each action its id: the client's own, so that a repeated request is the same action, or a new one.

import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { findLostAction, type LostAction } from '../../core/likes/find-lost-action.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { badField } from './problem.ts';
import { makeIdempotencyKey } from './schemas.ts';

interface Ids {
  readonly now: () => number;
  /** Returns an id that is greater than all before it. */
  readonly newId: () => string;
}

type Action = Pick<LikeEvent, 'postId' | 'op'> & { readonly id?: string | undefined };
type StampedAction = Pick<LikeEvent, 'id' | 'postId' | 'op'>;

/**
 * Answers 400 to a request with several actions that has an `Idempotency-Key`. One key cannot name several actions, and a client
 * whose key was ignored would wrongly believe that it may repeat the request.
 */
export const refuseEventId = createMiddleware(async (c, next) => {
  if (c.req.header('idempotency-key') === undefined) return await next();
  return badField('Idempotency-Key', 'names one action only: give each of these actions an id of its own');
});

/** Sets `eventId`, or answers 400 when the client's own id may not be used. */
export function readEventId({ now, newId }: Ids) {
  const IdempotencyKey = makeIdempotencyKey(now);
  return createMiddleware<{ Variables: { eventId: string } }>(async (c, next) => {
    const key = c.req.header('idempotency-key');
    const result = key === undefined ? undefined : v.safeParse(IdempotencyKey, key, { abortPipeEarly: true });
    if (result?.success === false) return badField('Idempotency-Key', result.issues[0].message, now());
    c.set('eventId', result?.output ?? newId());
    return await next();
  });
}

/** Sets `actions` to those of the body, each with an id, or answers 400. Actions without an id are stamped in their order. */
export function stampActions({ now, newId }: Ids) {
  return createMiddleware<{ Variables: { body: { actions: Action[] }; actions: StampedAction[] } }>(
    async (c, next) => {
      const listed = c.var.body.actions.map(({ postId, op, id }) => {
        return { postId, op, id: id ?? newId(), hasOwnId: id !== undefined };
      });
      const lost = findLostAction(listed);
      if (lost) return badField(`actions[${lost.index}]`, describeLostAction(lost), now());
      c.set(
        'actions',
        listed.map(({ postId, op, id }) => ({ postId, op, id })),
      );
      return await next();
    },
  );
}

function describeLostAction({ winner, reason }: LostAction): string {
  return reason === 'same-id'
    ? `has the id of actions[${winner}] but does the opposite: an id is for one action`
    : `would lose to actions[${winner}], which has a greater id: give both an id of your own, or neither`;
}
