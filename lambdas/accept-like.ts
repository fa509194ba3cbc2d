// Accepts likes and unlikes, gives each an id, and puts it on the stream, or into the burst queue when the stream does not take it.
// The answer 202 means that one of them has stored it, or that a policy has shed it and the answer says so.

import type { Context } from 'hono';
import { DENY_NOBODY, type ReadDenyList } from '../core/fairness/deny-list.ts';
import type { LikeEvent } from '../core/likes/like-event.ts';
import { takeEvents, type TakePorts } from '../core/likes/take-events.ts';
import { answerOperations, inOrder } from './http/answer-operations.ts';
import { answerTaken, type Described } from './http/answer-taken.ts';
import { requirePerson } from './http/authenticate.ts';
import { limitList, limitRate, refuseAbove } from './http/limit-rate.ts';
import { readActions } from './http/read-actions.ts';
import { NO_LIMIT, type RateLimiter } from './http/rate-limiter.ts';
import { readEventId, refuseEventId, stampActions } from './http/read-event-id.ts';
import { readPostId } from './http/read-post-id.ts';
import { refuseDenied } from './http/refuse-denied.ts';
import { serve } from './http/serve.ts';
import type { VerifyToken } from './http/verify-token.ts';
import { wireAccepting } from './runtime/wire-accepting.ts';

type Ports = TakePorts & {
  readonly verifyToken: VerifyToken;
  readonly newId: () => string;
  readonly limiter?: RateLimiter;
  readonly denied?: ReadDenyList;
};

export function makeAcceptLike(allPorts: Ports) {
  const { verifyToken, newId, limiter = NO_LIMIT, denied = DENY_NOBODY, ...ports } = allPorts;
  const person = requirePerson(verifyToken);
  const refuse = refuseAbove(limiter, 'LikesLimited');
  const ids = { now: ports.now, newId };
  const readList = readActions(ids.now, limitList(refuse));

  const take = async (c: Context, events: LikeEvent[], bodyOf: (taken: Described) => object) =>
    answerTaken(c, events.length, await takeEvents(ports, events, c.var.signal as AbortSignal), bodyOf);

  const acceptOne = (op: LikeEvent['op']) =>
    inOrder(person, limitRate(refuse), readPostId, readEventId(ids), refuseDenied(denied, op), async (c) => {
      const { eventId: id, postId, userId } = c.var;
      return await take(c, [{ v: 1, id, postId, userId, op }], ({ state, actions }) => ({
        id,
        state,
        receipt: actions[0]?.receipt,
      }));
    });
  return answerOperations('accept-like', {
    like: acceptOne('like'),
    unlike: acceptOne('unlike'),
    likeMany: inOrder(person, refuseEventId, readList, stampActions(ids), refuseDenied(denied), async (c) => {
      const events = c.var.actions.map((it): LikeEvent => ({ v: 1, userId: c.var.userId, ...it }));
      return await take(c, events, ({ state, actions }) => ({ events: actions, state }));
    }),
  });
}

export const handler = serve(makeAcceptLike(wireAccepting(process.env)));
