// Verifies tokens and remembers those that were good. A person likes more than once, so the signature is checked once in a while and
// not for every like.

import { hash } from 'node:crypto';
import { checkKeyText } from '../../core/likes/key-text.ts';

/** Returns the user id that a token proves, or undefined when it proves none. */
export type VerifyToken = (token: string) => Promise<string | undefined>;

/** Returns what a good token says, or undefined for any other. */
export type CheckToken = (token: string) => Promise<TokenClaims | undefined>;

export interface TokenClaims {
  readonly userId: string;
  readonly expiresAtMs: number;
}

/** Returns the claims of a verified payload, or undefined when its subject cannot be a user id or it never expires. */
export function claimsFrom({ sub, exp }: { sub?: unknown; exp?: number }): TokenClaims | undefined {
  if (typeof sub !== 'string' || checkKeyText(sub) || exp === undefined) return undefined;
  return { userId: sub, expiresAtMs: exp * 1_000 };
}

/**
 * Resolves to what tokens are verified with now. As long as it is the same object, a token that was good is good. Where there is no
 * basis, a key that an issuer has withdrawn lives on for as long as a token is believed.
 */
export type Basis = () => Promise<unknown>;

/** How long a verified token is believed without verifying it again, in milliseconds. */
export const VERIFIED_TOKEN_TTL_MS = 5 * 60_000;

/** The most memory that verified tokens may take in an execution environment, in bytes. */
export const MAX_REMEMBERED_BYTES = 4_000_000;

/** What an entry takes besides its user id, in bytes, measured on Node 24: digest, time, object and its share of the map. */
const ENTRY_BYTES = 256;

/** Returns the memory that one verified token takes at most, in bytes. A character of a string takes one byte or two. */
export const rememberedBytes = (userId: string): number => ENTRY_BYTES + 2 * userId.length;

export function rememberTokens({
  check,
  now,
  basis,
  maxBytes = MAX_REMEMBERED_BYTES,
}: {
  check: CheckToken;
  now: () => number;
  basis?: Basis | undefined;
  maxBytes?: number;
}): VerifyToken {
  // The map is in order of use: the first entry is the one that was not used for longest.
  const verified = new Map<string, { userId: string; untilMs: number }>();
  let bytes = 0;
  let lastBasis: unknown;

  const forgetAll = (): void => {
    verified.clear();
    bytes = 0;
  };

  const forget = (digest: string, userId: string): void => {
    if (verified.delete(digest)) bytes -= rememberedBytes(userId);
  };
  const remember = (digest: string, entry: { userId: string; untilMs: number }): void => {
    forget(digest, entry.userId);
    verified.set(digest, entry);
    bytes += rememberedBytes(entry.userId);
    for (const [oldest, { userId }] of verified) {
      if (bytes <= maxBytes) break;
      forget(oldest, userId);
    }
  };

  return async (token) => {
    const currentBasis = await basis?.();
    if (currentBasis !== lastBasis) forgetAll();
    lastBasis = currentBasis;
    // A digest takes the same few bytes for every token. The check takes one spelling of a token, so it has one entry.
    const digest = hash('sha256', token, 'base64url');
    const known = verified.get(digest);
    if (known && now() < known.untilMs) {
      remember(digest, known);
      return known.userId;
    }
    if (known) forget(digest, known.userId);
    const claims = await check(token);
    if (!claims) return undefined;
    const untilMs = Math.min(claims.expiresAtMs, now() + VERIFIED_TOKEN_TTL_MS);
    // What it was verified with may have changed meanwhile.
    if (lastBasis === currentBasis) remember(digest, { userId: claims.userId, untilMs });
    return claims.userId;
  };
}
