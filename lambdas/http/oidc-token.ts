// Known people: tokens of an OpenID Connect issuer, instead of our own for visitors. Its keys come from its discovery
// document and JWKS, kept by jose (10 minutes; an unknown key id asks again, at most every 30 seconds).

import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type CheckToken, claimsFrom } from './verify-token.ts';

/** Longest wait for an answer of the issuer, in milliseconds: a person waits for it. */
const ISSUER_TIMEOUT_MS = 2_000;

/** How far the issuer's clock may be from ours. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** Thrown when the issuer's keys cannot be had: nothing is known about the token. */
export class IssuerUnavailableError extends Error {
  override readonly name = 'IssuerUnavailableError';
  readonly retryable = true;

  constructor(cause: unknown) {
    super('the keys of the issuer cannot be read', { cause });
  }
}

export function makeCheckOidcToken({
  issuer,
  audience,
  now,
}: {
  issuer: string;
  audience: string;
  now: () => number;
}): CheckToken {
  let discovering: Promise<JWTVerifyGetKey> | undefined;

  const keyOf: JWTVerifyGetKey = async (header, token) => {
    discovering ??= discoverKeys(issuer);
    const keys = await discovering.catch((cause: unknown) => {
      discovering = undefined;
      throw new IssuerUnavailableError(cause);
    });
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      throw new IssuerUnavailableError(error);
    }
  };

  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keyOf, {
        algorithms: ['RS256', 'ES256'],
        issuer,
        audience,
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(now()),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return claimsFrom(payload);
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };
}

/** source: OpenID Connect Discovery 1.0, 4 */
async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(ISSUER_TIMEOUT_MS), redirect: 'error' });
  if (!answer.ok) throw new Error(`the discovery document answers ${answer.status}`);
  const document = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (document.issuer !== issuer) throw new Error('the discovery document is of another issuer');
  if (typeof document.jwks_uri !== 'string') throw new Error('the discovery document names no keys');
  return createRemoteJWKSet(new URL(document.jwks_uri), { timeoutDuration: ISSUER_TIMEOUT_MS });
}
