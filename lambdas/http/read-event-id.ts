// The id of an action: the client's own from `Idempotency-Key`, so that a repeated request is the same action, or a new one.

import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { badField } from './problem.ts';
import { makeClientEventId } from './schemas.ts';

/** For requests with several actions, which one key cannot name: taken in silently, it would not make a repeat harmless. */
export const refuseEventId = createMiddleware(async (c, next) => {
  if (c.req.header('idempotency-key') === undefined) return await next();
  return badField('Idempotency-Key', 'is for one action: give each of these an id of its own');
});

/** Sets `eventId`, else answers 400. */
export function readEventId({ now, newId }: { now: () => number; newId: () => string }) {
  const ClientEventId = makeClientEventId(now);
  return createMiddleware<{ Variables: { eventId: string } }>(async (c, next) => {
    const key = c.req.header('idempotency-key');
    if (key !== undefined) {
      const result = v.safeParse(ClientEventId, key);
      if (!result.success) return badField('Idempotency-Key', result.issues[0].message);
    }
    c.set('eventId', key ?? newId());
    return await next();
  });
}
