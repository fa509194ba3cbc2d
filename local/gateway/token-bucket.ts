// API Gateway's throttling: a bucket that holds `burst` tokens and is filled at `rate` tokens a second.

import type { Throttling } from './http-api.ts';

export interface TokenBucket {
  /** True where the request may pass. */
  take(): boolean;
}

export function makeTokenBucket(
  { requestsPerSecond, burstRequests }: Throttling,
  now: () => number,
): TokenBucket {
  let tokens = burstRequests;
  let filledAt = now();
  return {
    take() {
      const at = now();
      // A clock that is set back fills nothing, and takes nothing away.
      const elapsedMs = Math.max(0, at - filledAt);
      tokens = Math.min(burstRequests, tokens + (elapsedMs * requestsPerSecond) / 1_000);
      filledAt = at;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
