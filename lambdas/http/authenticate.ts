// Finds out who sends a request. That is the `sub` of its bearer token, and nothing else.

import { createMiddleware } from 'hono/factory';
import { problem } from './problem.ts';
import { MAX_TOKEN_BYTES } from './read-token.ts';
import type { VerifyToken } from './verify-token.ts';

/** A longer header holds no token that could be read, and is not searched for one. */
const MAX_CHARACTERS = 'Bearer '.length + MAX_TOKEN_BYTES;

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** Sets `userId` to the person who asks. Answers 401 when the request has no valid token. */
export function requirePerson(verifyToken: VerifyToken) {
  return createMiddleware<{ Variables: { userId: string } }>(async (c, next) => {
    const authorization = c.req.header('authorization');
    if (authorization === undefined) {
      // The challenge names no error when the request has no credentials at all (source: RFC 6750, 3.1).
      return problem(401, 'A bearer token is needed.', { headers: { 'www-authenticate': 'Bearer' } });
    }
    const userId = await verifyAuthorization(authorization, verifyToken);
    if (userId === undefined) return refuseToken();
    c.set('userId', userId);
    return await next();
  });
}

/** Lets requests without a token pass. Refuses an invalid token, so that a client learns when its token has expired. */
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

export async function verifyAuthorization(
  authorization: string,
  verifyToken: VerifyToken,
): Promise<string | undefined> {
  if (authorization.length > MAX_CHARACTERS) return undefined;
  const token = BEARER.exec(authorization)?.[1];
  return token === undefined ? undefined : await verifyToken(token);
}

export function refuseToken(): Response {
  return problem(401, 'The token is invalid or has expired.', {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });
}
