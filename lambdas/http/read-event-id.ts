// Gives each action its id. A client may choose the id itself in the header `Idempotency-Key`, so that a repeated request is the same
// action. Otherwise the action gets a new id.

import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { badField } from './problem.ts';
import { makeClientEventId } from './schemas.ts';

/**
 * Answers 400 to a request with several actions that has an `Idempotency-Key`. One key cannot name several actions, and a client
 * whose key was ignored would wrongly believe that it may repeat the request.
 */
export const refuseEventId = createMiddleware(async (c, next) => {
  if (c.req.header('idempotency-key') === undefined) return await next();
  return badField('Idempotency-Key', 'names one action only: give each of these actions an id of its own');
});

/** Sets `eventId`. Answers 400 when the client's own id is malformed, too old or too far ahead. */
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
