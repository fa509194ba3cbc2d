// Signs and checks the tokens of anonymous visitors (HS256). A token makes a browser the same person next time, and says nothing about
// who that person is.

import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import type { VisitorKey } from '../../adapters/secrets-manager/visitor-key.ts';
import { type ExpectedToken, readProof } from './read-token.ts';
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
    const proof = readProof(token, EXPECTED, now());
    if (!proof) return undefined;
    const current = await key();
    const claims = claimsOf(token, current, proof.claims);
    if (claims !== 'bad-signature') return claims;
    const fresh = await key({ maxAgeMs: SUSPECT_KEY_AGE_MS });
    if (fresh === current) return undefined;
    const claimsByFresh = claimsOf(token, fresh, proof.claims);
    return claimsByFresh === 'bad-signature' ? undefined : claimsByFresh;
  };
}

/** All that a token says was checked before, so the signature alone is left. */
function claimsOf(
  token: string,
  key: Uint8Array,
  claims: JWTPayload,
): TokenClaims | 'bad-signature' | undefined {
  return fits(token, key) ? claimsFrom(claims) : 'bad-signature';
}

/** An HMAC by itself takes a tenth of what jose takes to check a token, and forged tokens cost no more than this. */
function fits(token: string, key: Uint8Array): boolean {
  const signedLength = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(signedLength + 1), 'base64url');
  const expected = createHmac('sha256', keyObjectOf(key)).update(token.slice(0, signedLength)).digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

/** An HMAC begins seven times as fast with a key object as with the bytes of the key. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>();

function keyObjectOf(key: Uint8Array): KeyObject {
  const known = keyObjects.get(key) ?? createSecretKey(key);
  keyObjects.set(key, known);
  return known;
}
