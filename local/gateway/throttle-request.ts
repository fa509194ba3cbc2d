// Decides whether a request is throttled: by its route, or by the default of the stage, and then by the account.

import type { HttpApi } from './http-api.ts';
import type { Throttling } from './throttling.ts';
import { makeTokenBucket, type TokenBucket } from './token-bucket.ts';

/** What has throttled a request. */
export type ThrottledBy = 'route' | 'stage' | 'account';

export type ThrottleRequest = (routeKey: string) => ThrottledBy | undefined;

type Throttlings = Pick<HttpApi, 'throttling' | 'routeThrottling' | 'account'>;

export function makeThrottleRequest(
  { throttling, routeThrottling = new Map(), account }: Throttlings,
  now: () => number,
): ThrottleRequest {
  const makeBucket = (limits: Throttling | undefined) => limits && makeTokenBucket(limits, now);
  // The routes without settings share one bucket. This is the stricter reading of the stage's default route settings.
  const stage = makeBucket(throttling);
  const routes = new Map<string, TokenBucket>();
  for (const [routeKey, limits] of routeThrottling) routes.set(routeKey, makeTokenBucket(limits, now));

  return (routeKey) => {
    const own = routes.get(routeKey);
    if (own && !own.take()) return 'route';
    if (!own && stage && !stage.take()) return 'stage';
    return account && !account.take() ? 'account' : undefined;
  };
}
