// Reads what a token says before anybody verified it. A token that can never be good is refused here, before it costs a key,
// a request to an issuer or the check of a signature.

import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose';
import { claimsFrom } from './verify-token.ts';

/** The longest token, in bytes. API Gateway takes 10,240 bytes of request line and headers in all. */
export const MAX_TOKEN_BYTES = 8_192;

/** The types of a token that may prove a person. A logout token, for example, has another one (source: RFC 8725, 3.11). */
const TYPES = new Set(['jwt', 'application/jwt', 'at+jwt', 'application/at+jwt']);

export interface ExpectedToken {
  readonly algorithms: readonly string[];
  readonly issuer: string;
  readonly isForUs: (claims: JWTPayload) => boolean;
  readonly clockToleranceSeconds: number;
}

/** Returns what a token says if it would be good with a good signature, or else undefined. */
export function readProof(
  token: string,
  expected: ExpectedToken,
  nowMs: number,
): UnverifiedToken | undefined {
  const read = readToken(token);
  return read && couldProve(read, expected, nowMs) ? read : undefined;
}

function couldProve({ header, claims }: UnverifiedToken, expected: ExpectedToken, nowMs: number): boolean {
  const { algorithms, issuer, isForUs, clockToleranceSeconds } = expected;
  const nowSeconds = Math.floor(nowMs / 1_000);
  return (
    typeof header.alg === 'string' &&
    algorithms.includes(header.alg) &&
    (header.typ === undefined || (typeof header.typ === 'string' && TYPES.has(header.typ.toLowerCase()))) &&
    (header.kid === undefined || typeof header.kid === 'string') &&
    header.crit === undefined &&
    claims.iss === issuer &&
    typeof claims.exp === 'number' &&
    claims.exp > nowSeconds - clockToleranceSeconds &&
    isUndefinedOrUpTo(claims.nbf, nowSeconds + clockToleranceSeconds) &&
    isUndefinedOrUpTo(claims.iat, Number.MAX_VALUE) &&
    isForUs(claims) &&
    claimsFrom(claims) !== undefined
  );
}

const isUndefinedOrUpTo = (time: unknown, most: number): boolean =>
  time === undefined || (typeof time === 'number' && time <= most);

interface UnverifiedToken {
  readonly header: ProtectedHeaderParameters;
  readonly claims: JWTPayload;
}

/** Returns undefined for a token that is malformed. */
export function readToken(token: string): UnverifiedToken | undefined {
  if (token.length > MAX_TOKEN_BYTES) return undefined;
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isCanonical)) return undefined;
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    // jose throws for a part that is no JSON object.
    return undefined;
  }
}

/** Padding, other alphabets and unused bits that are set would give one token many spellings. jose takes some of them. */
function isCanonical(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
}
