// Sees each throttled write to a counter, also those that the SDK then gets through by trying again.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** source: DynamoDB API reference, UpdateItem, errors */
const THROTTLES = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
]);

/** @param onThrottle called with the post whose item was throttled */
export function watchThrottles(
  client: DynamoDBClient,
  table: string,
  onThrottle: (postId: string) => void,
): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const { input } = args;
        if (
          error instanceof Error &&
          THROTTLES.has(error.name) &&
          'Key' in input &&
          input.TableName === table
        ) {
          const postId = input.Key?.['postId']?.S;
          if (postId !== undefined) onThrottle(postId);
        }
        throw error;
      }
    },
    // Inside the retries: every attempt passes here.
    { step: 'finalizeRequest', priority: 'low', name: 'watchThrottles' },
  );
}
