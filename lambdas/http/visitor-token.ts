// Signs and checks the tokens of anonymous visitors (HS256). A token makes a browser the same person next time, and says nothing about
// who that person is.

import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { SignJWT } from 'jose';
import { KEY_ANNOUNCED_MS } from '../../adapters/secrets-manager/key-set.ts';
import { SecretError } from '../../adapters/secrets-manager/kept-secret.ts';
import type { SealKey } from '../../adapters/secrets-manager/seal-key.ts';
import type { ReadVisitorKeys } from '../../adapters/secrets-manager/visitor-keys.ts';
import { type ExpectedToken, readProof } from './read-token.ts';
import { type CheckToken, claimsFrom } from './verify-token.ts';
import { sealOf } from './visitor-seal.ts';

const ISSUER = 'likes-counter/visitors';
const AUDIENCE = 'likes-counter';

export const EXPECTED: ExpectedToken = {
  algorithms: ['HS256'],
  issuer: ISSUER,
  isForUs: ({ aud }) => aud === AUDIENCE,
  clockToleranceSeconds: 0,
};

/**
 * How long a token is valid, in milliseconds: a week. A key is rotated after 30 days and kept for as long again, so it outlives its last
 * token. Somebody who comes every day renews the token once in six days.
 */
export const VISITOR_TOKEN_LIFETIME_MS = 7 * 24 * 60 * 60 * 1_000;

export interface VisitorToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

export interface VisitorTokenKeys {
  readonly keys: ReadVisitorKeys;
  readonly sealKey: SealKey;
  readonly now: () => number;
}

/** Rejects with a SecretError when no key can sign. */
export type SignVisitorToken = (visitorId: string) => Promise<VisitorToken>;

export function makeSignVisitorToken({ keys, sealKey, now }: VisitorTokenKeys): SignVisitorToken {
  return async (visitorId) => {
    const signing = (await keys()).value.signing(now());
    if (!signing) throw new SecretError('every key was revoked, and the new one does not sign yet');
    const issuedAtSeconds = Math.floor(now() / 1_000);
    const expiresAtSeconds = issuedAtSeconds + VISITOR_TOKEN_LIFETIME_MS / 1_000;
    const token = await new SignJWT({ seal: sealOf(await sealKey(), visitorId) })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: signing.kid })
      .setSubject(visitorId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAtSeconds)
      .setExpirationTime(expiresAtSeconds)
      .sign(signing.key);
    return { token, expiresAtMs: expiresAtSeconds * 1_000 };
  };
}

type CheckKeys = Omit<VisitorTokenKeys, 'sealKey'>;

export function makeCheckVisitorToken({ keys, now }: CheckKeys): CheckToken {
  return async (token) => {
    const proof = readProof(token, EXPECTED, now());
    if (!proof) return undefined;
    const { value: known, ageMs } = await keys();
    const key = known.find(proof.header.kid);
    // A key that these keys lack may be good when they are old, because Secrets Manager does not answer.
    if (!key && ageMs >= KEY_ANNOUNCED_MS) throw new SecretError('the visitor keys are too old');
    return key && isSignedBy(token, key) ? claimsFrom(proof.claims) : undefined;
  };
}

/** All that a token says was checked before. An HMAC by itself takes a tenth of what jose takes, and forged tokens cost no more. */
export function isSignedBy(token: string, key: KeyObject): boolean {
  const signedLength = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(signedLength + 1), 'base64url');
  const expected = createHmac('sha256', key).update(token.slice(0, signedLength)).digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}
