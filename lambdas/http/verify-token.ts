// Remembers verified tokens. A person often likes several posts, and then the signature of the token need not be checked for each
// like.

import { checkKeyText } from '../../core/likes/key-text.ts';

/** The user id that a token proves; undefined when it proves none. */
export type VerifyToken = (token: string) => Promise<string | undefined>;

/** The claims of a valid token; undefined for any other token. */
export type CheckToken = (token: string) => Promise<TokenClaims | undefined>;

export interface TokenClaims {
  readonly userId: string;
  readonly expiresAtMs: number;
}

/** The claims of a verified payload; undefined when its subject cannot be a user id. */
export function claimsFrom({ sub, exp }: { sub?: unknown; exp?: number }): TokenClaims | undefined {
  if (typeof sub !== 'string' || checkKeyText(sub) || exp === undefined) return undefined;
  return { userId: sub, expiresAtMs: exp * 1_000 };
}

/** How long a verified token is accepted without another check, in milliseconds. A token of a withdrawn key is remembered for this long at most. */
export const VERIFIED_TOKEN_TTL_MS = 5 * 60_000;

/** So many visitor tokens take about 4 MB. */
const MAX_REMEMBERED_TOKENS = 10_000;

export function rememberTokens({
  check,
  now,
  maxTokens = MAX_REMEMBERED_TOKENS,
}: {
  check: CheckToken;
  now: () => number;
  maxTokens?: number;
}): VerifyToken {
  // The entries are in the order of their last use: the first one has not been used for the longest time.
  const verified = new Map<string, { userId: string; untilMs: number }>();
  return async (token) => {
    const known = verified.get(token);
    if (known) {
      verified.delete(token);
      if (now() < known.untilMs) {
        verified.set(token, known);
        return known.userId;
      }
    }
    const claims = await check(token);
    if (!claims) return undefined;
    const untilMs = Math.min(claims.expiresAtMs, now() + VERIFIED_TOKEN_TTL_MS);
    verified.set(token, { userId: claims.userId, untilMs });
    if (verified.size > maxTokens) verified.delete(verified.keys().next().value ?? token);
    return claims.userId;
  };
}
