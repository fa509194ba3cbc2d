// Verifies the access tokens of an OpenID Connect issuer, which take the place of our own visitor tokens. While the issuer does not
// answer, it is asked now and then, and its keys are used for up to an hour.

import { KeyObject, verify } from 'node:crypto';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { keepFresh } from '../../adapters/keep-fresh.ts';
import { fetchIssuerKeys } from './issuer-keys.ts';
import { type ExpectedToken, readProof } from './read-token.ts';
import { type CheckToken, claimsFrom } from './verify-token.ts';

/** The longest wait for the issuer's two documents, in milliseconds. It is short, because a person waits. */
const ISSUER_TIMEOUT_MS = 3_000;

/** How long keys are used before they are read again, in milliseconds. */
export const ISSUER_KEYS_TTL_MS = 10 * 60_000;

/** How long old keys are used while the issuer fails, in milliseconds. */
export const ISSUER_KEYS_MAX_STALE_MS = 60 * 60_000;

/** A token may be signed with a new key that is not known yet. Keys that are this old, in milliseconds, are then read again. */
export const UNKNOWN_KEY_AGE_MS = 30_000;

/** How far the issuer's clock may be from ours. */
const CLOCK_TOLERANCE_SECONDS = 5;

const ALGORITHMS = ['RS256', 'ES256'];

/** Thrown when the issuer's keys cannot be read. Whether the token is valid is then unknown. */
export class IssuerUnavailableError extends Error {
  override readonly name = 'IssuerUnavailableError';
  readonly retryable = true;

  constructor(cause?: unknown) {
    super('the keys of the issuer cannot be read', { cause });
  }
}

interface OidcOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly now: () => number;
  readonly random?: () => number;
  readonly timeoutMs?: number;
}

export function makeCheckOidcToken({
  issuer,
  audience,
  now,
  random = Math.random,
  timeoutMs = ISSUER_TIMEOUT_MS,
}: OidcOptions): CheckToken {
  const expected: ExpectedToken = {
    algorithms: ALGORITHMS,
    issuer,
    isForUs: (claims) => isAccessTokenFor(audience, claims),
    clockToleranceSeconds: CLOCK_TOLERANCE_SECONDS,
  };
  const keptKeys = keepFresh({
    read: () => fetchIssuerKeys(issuer, timeoutMs),
    now,
    random,
    freshMs: ISSUER_KEYS_TTL_MS,
    maxStaleMs: ISSUER_KEYS_MAX_STALE_MS,
  });
  const keys: typeof keptKeys = async (options) => {
    try {
      return await keptKeys(options);
    } catch (cause) {
      throw new IssuerUnavailableError(cause);
    }
  };

  const keyOf: JWTVerifyGetKey = async (header, token) => {
    const key = await findKey((await keys()).value, header, token);
    if (key) return key;
    const younger = await keys({ maxAgeMs: UNKNOWN_KEY_AGE_MS });
    const newKey = await findKey(younger.value, header, token);
    if (newKey) return newKey;
    if (younger.ageMs >= UNKNOWN_KEY_AGE_MS) throw new IssuerUnavailableError();
    throw new errors.JWKSNoMatchingKey();
  };

  return async (token) => {
    const proof = readProof(token, expected, now());
    if (!proof) return undefined;
    try {
      const [protectedHeader = '', payload = '', signature = ''] = token.split('.');
      const header = { ...proof.header, alg: proof.header.alg ?? '' };
      const key = await keyOf(header, { protected: protectedHeader, payload, signature });
      if (!fits(token, key)) return undefined;
      const verified = await jwtVerify(token, key, {
        algorithms: ALGORITHMS,
        issuer,
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(now()),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return isAccessTokenFor(audience, verified.payload) ? claimsFrom(verified.payload) : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };
}

/** Finds a forged signature in half the time that jose takes. Whether a token is good, only jose decides. */
function fits(token: string, key: Awaited<ReturnType<JWTVerifyGetKey>>): boolean {
  if (!(key instanceof CryptoKey)) return true;
  const signedLength = token.lastIndexOf('.');
  const signed = Buffer.from(token.slice(0, signedLength));
  const signature = Buffer.from(token.slice(signedLength + 1), 'base64url');
  return verify('sha256', signed, { key: KeyObject.from(key), dsaEncoding: 'ieee-p1363' }, signature);
}

/**
 * An access token names its audience in `aud`. Without `aud`, as at Amazon Cognito, it names the app in `client_id`. Cognito's
 * id tokens name the app in `aud`, but they are for the app itself and not for an API, so `token_use` must not be `id`.
 */
function isAccessTokenFor(audience: string, { aud, client_id, token_use }: JWTPayload): boolean {
  if (token_use !== undefined && token_use !== 'access') return false;
  if (aud === undefined) return client_id === audience;
  return Array.isArray(aud) ? aud.includes(audience) : aud === audience;
}

async function findKey(keys: JWTVerifyGetKey, ...[header, token]: Parameters<JWTVerifyGetKey>) {
  try {
    return await keys(header, token);
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return undefined;
    if (error instanceof errors.JWKSMultipleMatchingKeys) throw error;
    // The key that the token names cannot be used.
    throw new IssuerUnavailableError(error);
  }
}
