// API Gateway throttles with a token bucket. It holds `burstRequests` tokens and gains `requestsPerSecond` tokens a second.

import type { Throttling } from './throttling.ts';

export interface TokenBucket {
  /** Takes a token if there is one. Returns true if the request may pass. */
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
      // A clock that is set back neither fills nor empties the bucket.
      const elapsedMs = Math.max(0, at - filledAt);
      tokens = Math.min(burstRequests, tokens + (elapsedMs * requestsPerSecond) / 1_000);
      filledAt = at;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
