// Accepts likes and unlikes, gives each an id, and puts it into the stream. The answer 202 means that the stream has stored it.

import type { Context } from 'hono';
import { uuidv7 } from 'uuidv7';
import { makeKinesis } from '../adapters/clients.ts';
import { makeLikeStream } from '../adapters/kinesis/like-stream.ts';
import type { LikeEvent } from '../core/likes/like-event.ts';
import type { LikeStream } from '../core/likes/ports.ts';
import { answerOperations, inOrder } from './http/answer-operations.ts';
import { requirePerson } from './http/authenticate.ts';
import { unavailable } from './http/problem.ts';
import { readEventId, refuseEventId, stampActions } from './http/read-event-id.ts';
import { readJson } from './http/read-json.ts';
import { readPostId } from './http/read-post-id.ts';
import { requireEnv } from './runtime/require-env.ts';
import { makeLikeActions } from './http/schemas.ts';
import { serve } from './http/serve.ts';
import { addMetric } from './runtime/telemetry.ts';
import { makeTokenVerifier } from './http/token-verifier.ts';
import type { VerifyToken } from './http/verify-token.ts';

type Ports = { stream: LikeStream; verifyToken: VerifyToken; now: () => number; newId: () => string };

export function makeAcceptLike({ stream, verifyToken, ...ids }: Ports) {
  const person = requirePerson(verifyToken);
  const readActions = readJson(makeLikeActions(ids.now), ids.now);

  async function accept(c: Context, events: readonly LikeEvent[], answer: object): Promise<Response> {
    if ((await stream.put(events)) === 'throttled') {
      addMetric('LikesThrottled', events.length);
      return unavailable('More likes arrive than the system can take in. Try again.');
    }
    addMetric('LikesAccepted', events.length);
    return c.json({ ...answer, state: 'accepted' }, 202, { 'cache-control': 'no-store' });
  }

  const acceptOne = (op: LikeEvent['op']) =>
    inOrder(person, readPostId, readEventId(ids), async (c) => {
      const { eventId: id, postId, userId } = c.var;
      return await accept(c, [{ v: 1, id, postId, userId, op }], { id });
    });
  return answerOperations('accept-like', {
    like: acceptOne('like'),
    unlike: acceptOne('unlike'),
    likeMany: inOrder(person, refuseEventId, readActions, stampActions(ids), async (c) => {
      const events = c.var.actions.map((it): LikeEvent => ({ v: 1, userId: c.var.userId, ...it }));
      return await accept(c, events, { events: events.map(({ postId, id }) => ({ postId, id })) });
    }),
  });
}

const streamName = requireEnv(process.env, 'LIKE_EVENTS_STREAM');
export const handler = serve(
  makeAcceptLike({
    stream: makeLikeStream({ client: makeKinesis(), streamName }),
    verifyToken: makeTokenVerifier(process.env, Date.now),
    now: Date.now,
    newId: uuidv7,
  }),
);
