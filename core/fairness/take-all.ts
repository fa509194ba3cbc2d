// Takes from several buckets, such as a person's and an address's, or from none of them. A request that the address is refused
// costs its person nothing.

import type { TokenBuckets } from './token-buckets.ts';

export interface Claim {
  readonly buckets: TokenBuckets;
  readonly key: string;
}

/** Returns 0 when the tokens were taken from all, or else how long the fullest wait is, in milliseconds. Then nothing was taken. */
export function takeAll(claims: readonly Claim[], tokens: number, nowMs: number): number {
  const waitMs = Math.max(0, ...claims.map(({ buckets, key }) => buckets.waitMs(key, tokens, nowMs)));
  if (waitMs === 0) for (const { buckets, key } of claims) buckets.take(key, tokens, nowMs);
  return waitMs;
}
