// Who is asking: the `sub` of a bearer token, and nothing else.

import { createMiddleware } from 'hono/factory';
import { problem } from './problem.ts';
import type { VerifyToken } from './verify-token.ts';

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** Refuses whoever has no good token. */
export function requirePerson(verifyToken: VerifyToken) {
  return createMiddleware<{ Variables: { userId: string } }>(async (c, next) => {
    const authorization = c.req.header('authorization');
    if (authorization === undefined) {
      // Without any credentials the challenge names no error (source: RFC 6750, 3.1).
      return problem(401, 'A bearer token is needed.', { headers: { 'www-authenticate': 'Bearer' } });
    }
    const userId = await verifyAuthorization(authorization, verifyToken);
    if (userId === undefined) return refuseToken();
    c.set('userId', userId);
    return await next();
  });
}

/** Lets strangers pass, but refuses a bad token: a client must learn that its token has run out. */
export function allowPerson(verifyToken: VerifyToken) {
  return createMiddleware<{ Variables: { userId: string | undefined } }>(async (c, next) => {
    const authorization = c.req.header('authorization');
    if (authorization !== undefined) {
      const userId = await verifyAuthorization(authorization, verifyToken);
      if (userId === undefined) return refuseToken();
      c.set('userId', userId);
    }
    return await next();
  });
}

async function verifyAuthorization(
  authorization: string,
  verifyToken: VerifyToken,
): Promise<string | undefined> {
  const token = BEARER.exec(authorization)?.[1];
  return token === undefined ? undefined : await verifyToken(token);
}

function refuseToken(): Response {
  return problem(401, 'The token is not valid (any more).', {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });
}
