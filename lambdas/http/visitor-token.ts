// Signs and checks the tokens of anonymous visitors (HS256). A token makes a browser the same person next time, and says nothing about
// who that person is.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { VisitorKey } from '../../adapters/secrets-manager/visitor-key.ts';
import { couldProve, type ExpectedToken } from './read-token.ts';
import { type CheckToken, claimsFrom, type TokenClaims } from './verify-token.ts';

const ISSUER = 'likes-counter/visitors';
const AUDIENCE = 'likes-counter';
const ALGORITHMS = ['HS256'];

const EXPECTED: ExpectedToken = {
  algorithms: ALGORITHMS,
  issuer: ISSUER,
  isForUs: ({ aud }) => aud === AUDIENCE,
  clockToleranceSeconds: 0,
};

/** How long a token is valid, in milliseconds: a year. After that the browser gets a new token and is a new person. */
export const VISITOR_TOKEN_LIFETIME_MS = 365 * 24 * 60 * 60 * 1_000;

/** When a signature does not fit, a newer key may have made it. A key that is older than this, in milliseconds, is then read again. */
const SUSPECT_KEY_AGE_MS = 60_000;

export interface VisitorToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

export type SignVisitorToken = (visitorId: string) => Promise<VisitorToken>;

export function makeSignVisitorToken({ key, now }: { key: VisitorKey; now: () => number }): SignVisitorToken {
  return async (visitorId) => {
    const issuedAtSeconds = Math.floor(now() / 1_000);
    const expiresAtSeconds = issuedAtSeconds + VISITOR_TOKEN_LIFETIME_MS / 1_000;
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(visitorId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAtSeconds)
      .setExpirationTime(expiresAtSeconds)
      .sign(await key());
    return { token, expiresAtMs: expiresAtSeconds * 1_000 };
  };
}

export function makeCheckVisitorToken({ key, now }: { key: VisitorKey; now: () => number }): CheckToken {
  return async (token) => {
    if (!couldProve(token, EXPECTED, now())) return undefined;
    const current = await key();
    const claims = await claimsOf(token, current, now());
    if (claims !== 'bad-signature') return claims;
    const fresh = await key({ maxAgeMs: SUSPECT_KEY_AGE_MS });
    if (fresh === current) return undefined;
    const claimsByFresh = await claimsOf(token, fresh, now());
    return claimsByFresh === 'bad-signature' ? undefined : claimsByFresh;
  };
}

async function claimsOf(
  token: string,
  key: Uint8Array,
  nowMs: number,
): Promise<TokenClaims | 'bad-signature' | undefined> {
  if (!fits(token, key)) return 'bad-signature';
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ALGORITHMS,
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(nowMs),
    });
    return claimsFrom(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Refuses forged tokens before jose looks at them, which takes twenty times as long. Whether a token is good, only jose decides. */
function fits(token: string, key: Uint8Array): boolean {
  const signedLength = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(signedLength + 1), 'base64url');
  const expected = createHmac('sha256', key).update(token.slice(0, signedLength)).digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}
