// Bounds what one person and one address may ask of this execution environment. What it remembers of them is in memory only, and
// is full again, and so forgotten, within seconds. Nothing of it is logged.

import { addressKey } from '../../core/fairness/address-key.ts';
import type { Rate } from '../../core/fairness/rate.ts';
import { type Claim, takeAll } from '../../core/fairness/take-all.ts';
import { TokenBuckets } from '../../core/fairness/token-buckets.ts';

/** Who asks, as far as it is known. */
export interface Asker {
  readonly userId?: string | undefined;
  readonly address?: string | undefined;
}

/** Returns 0 when so much may be asked for now, or else how long to wait, in milliseconds. */
export type RateLimiter = (asker: Asker, tokens: number) => number;

interface RateLimiterOptions {
  readonly person?: Rate | undefined;
  readonly address?: Rate | undefined;
  readonly now: () => number;
}

export function makeRateLimiter({ person, address, now }: RateLimiterOptions): RateLimiter {
  const persons = person && new TokenBuckets(person);
  const addresses = address && new TokenBuckets(address);
  return (asker, tokens) => {
    const claims: Claim[] = [];
    if (persons && asker.userId !== undefined) claims.push({ buckets: persons, key: asker.userId });
    const key = addresses && addressKey(asker.address ?? '');
    if (key !== undefined) claims.push({ buckets: addresses as TokenBuckets, key });
    return takeAll(claims, tokens, now());
  };
}

/** Reads the limits that the template gave the function. Without them nobody is limited. */
export const readRateLimiter = (env: NodeJS.ProcessEnv, now: () => number): RateLimiter =>
  makeRateLimiter({ person: readRate(env['PERSON_RATE']), address: readRate(env['ADDRESS_RATE']), now });

const readRate = (json: string | undefined): Rate | undefined =>
  json ? (JSON.parse(json) as Rate) : undefined;

export const NO_LIMIT: RateLimiter = () => 0;
