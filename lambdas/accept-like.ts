// Accepts likes and unlikes, gives each an id, and puts it on the stream, or into the burst queue when the stream does not take it.
// The answer 202 means that one of them has stored it, or that a policy has shed it and the answer says so.

import type { Context } from 'hono';
import { uuidv7 } from 'uuidv7';
import type { LikeEvent } from '../core/likes/like-event.ts';
import { takeEvents, type TakePorts } from '../core/likes/take-events.ts';
import { answerOperations, inOrder } from './http/answer-operations.ts';
import { answerTaken, type Described } from './http/answer-taken.ts';
import { requirePerson } from './http/authenticate.ts';
import { limitList, limitRate, refuseAbove } from './http/limit-rate.ts';
import { readActions } from './http/read-actions.ts';
import { NO_LIMIT, type RateLimiter, readRateLimiter } from './http/rate-limiter.ts';
import { readEventId, refuseEventId, stampActions } from './http/read-event-id.ts';
import { readPostId } from './http/read-post-id.ts';
import { serve } from './http/serve.ts';
import { makeTokenVerifier } from './http/token-verifier.ts';
import type { VerifyToken } from './http/verify-token.ts';
import { wireTake } from './runtime/wire-take.ts';

type Ports = TakePorts & {
  readonly verifyToken: VerifyToken;
  readonly newId: () => string;
  readonly limiter?: RateLimiter;
};

export function makeAcceptLike({ verifyToken, newId, limiter = NO_LIMIT, ...ports }: Ports) {
  const person = requirePerson(verifyToken);
  const refuse = refuseAbove(limiter, 'LikesLimited');
  const ids = { now: ports.now, newId };
  const readList = readActions(ids.now, limitList(refuse));

  const take = async (c: Context, events: LikeEvent[], bodyOf: (taken: Described) => object) =>
    answerTaken(c, events.length, await takeEvents(ports, events, c.var.signal as AbortSignal), bodyOf);

  const acceptOne = (op: LikeEvent['op']) =>
    inOrder(person, limitRate(refuse), readPostId, readEventId(ids), async (c) => {
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
    likeMany: inOrder(person, refuseEventId, readList, stampActions(ids), async (c) => {
      const events = c.var.actions.map((it): LikeEvent => ({ v: 1, userId: c.var.userId, ...it }));
      return await take(c, events, ({ state, actions }) => ({ events: actions, state }));
    }),
  });
}

const verifyToken = makeTokenVerifier(process.env, Date.now);
const limiter = readRateLimiter(process.env, Date.now);
export const handler = serve(
  makeAcceptLike({ ...wireTake(process.env), verifyToken, limiter, newId: uuidv7 }),
);
