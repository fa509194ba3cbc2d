// Checks the tokens of an OpenID Connect issuer. A deployment that names an issuer takes them instead of our visitor tokens. The
// issuer's discovery document names its keys. jose keeps the keys for 10 minutes and reads them again for an unknown key id, but at
// most every 30 seconds.

import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type CheckToken, claimsFrom } from './verify-token.ts';

/** The longest wait for an answer of the issuer, in milliseconds. It is short, because a person is waiting. */
const ISSUER_TIMEOUT_MS = 2_000;

/** How far the issuer's clock may differ from ours. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** Thrown when the issuer's keys cannot be read. Then nobody can tell whether the token is valid. */
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
  if (document.issuer !== issuer) throw new Error('the discovery document belongs to another issuer');
  if (typeof document.jwks_uri !== 'string') throw new Error('the discovery document names no keys');
  return createRemoteJWKSet(new URL(document.jwks_uri), { timeoutDuration: ISSUER_TIMEOUT_MS });
}
