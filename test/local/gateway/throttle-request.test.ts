import { expect, test } from 'vitest';
import { makeThrottleRequest } from '../../../local/gateway/throttle-request.ts';
import { makeTokenBucket } from '../../../local/gateway/token-bucket.ts';

const burst = (burstRequests: number) => ({ requestsPerSecond: 1, burstRequests });
const now = () => 0;

test('a request names what has throttled it: its route, the stage or the account', () => {
  const throttle = makeThrottleRequest(
    {
      throttling: burst(1),
      routeThrottling: new Map([['PUT /like', burst(2)]]),
      account: makeTokenBucket(burst(4), now),
    },
    now,
  );
  expect(['GET /a', 'GET /b', 'PUT /like', 'PUT /like', 'PUT /like'].map(throttle)).toEqual([
    undefined,
    'stage',
    undefined,
    undefined,
    'route',
  ]);
  const shared = makeThrottleRequest({ account: makeTokenBucket(burst(1), now) }, now);
  expect(['GET /a', 'GET /b'].map(shared)).toEqual([undefined, 'account']);
});

test('without settings nothing is throttled', () => {
  const throttle = makeThrottleRequest({}, now);
  for (let sent = 0; sent < 100; sent++) expect(throttle('GET /')).toBeUndefined();
});
