// How calls of DynamoDB are repeated. The SDK's own strategy waits half a second after a throttle and gives up once a quota that all
// calls share is used up. A batch in which many posts are throttled would wait for each of them, fail, and come again with all of its
// ledger writes. So a throttled call is repeated soon, and each call has its own attempts.

import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { backoffMs } from '../backoff.ts';

type Strategy = Extract<
  NonNullable<DynamoDBClientConfig['retryStrategy']>,
  { acquireInitialRetryToken: unknown }
>;

const tokenOf = (retries: number, delayMs: number) => ({
  getRetryCount: () => retries,
  getRetryDelay: () => delayMs,
});

/** @param maxAttempts the most attempts of one call, including the first */
export function makeRetryStrategy(maxAttempts: number): Strategy {
  return {
    acquireInitialRetryToken: async () => tokenOf(0, 0),
    async refreshRetryTokenForRetry(token, { errorType }) {
      const retries = token.getRetryCount() + 1;
      if (errorType === 'CLIENT_ERROR' || retries >= maxAttempts) throw new Error('the call is not repeated');
      return tokenOf(retries, backoffMs(retries));
    },
    recordSuccess() {},
  };
}
