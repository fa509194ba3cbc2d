// A person likes more than once: a token that was verified is remembered, so that its signature is checked once in a while
// and not for every like.

import { checkKeyText } from '../../core/likes/key-text.ts';

/** The user id that a token proves; undefined when it proves none. */
export type VerifyToken = (token: string) => Promise<string | undefined>;

/** What a good token says; undefined for any other. */
export type CheckToken = (token: string) => Promise<TokenClaims | undefined>;

export interface TokenClaims {
  readonly userId: string;
  readonly expiresAtMs: number;
}

/** The claims of a verified payload; undefined where its subject cannot be a user id. */
export function claimsFrom({ sub, exp }: { sub?: unknown; exp?: number }): TokenClaims | undefined {
  if (typeof sub !== 'string' || checkKeyText(sub) || exp === undefined) return undefined;
  return { userId: sub, expiresAtMs: exp * 1_000 };
}

/** How long a verified token is believed without looking at the key again, in milliseconds: the most a withdrawn key lives on. */
export const VERIFIED_TOKEN_TTL_MS = 5 * 60_000;

/** About 4 MB of visitor tokens. */
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
  // In order of use: the first entry is the one that was not seen for longest.
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
