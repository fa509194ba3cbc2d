// Sees each write to a post's root that was throttled because the item is hot. It also sees the throttled attempts of a write that
// succeeds when the SDK repeats it.

import {
  type DynamoDBClient,
  ProvisionedThroughputExceededException,
  ThrottlingException,
  type ThrottlingReason,
} from '@aws-sdk/client-dynamodb';
import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';

/** A table that is short of capacity throttles every post alike. Splitting posts would only ask more of it. */
const HOT_ITEM = 'TableWriteKeyRangeThroughputExceeded';

/** @param onThrottle is called with the post whose root was throttled */
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
        if (isOfHotItem(error) && 'UpdateExpression' in input && input.TableName === table) {
          const { postId, bucket } = input.Key ?? {};
          if (postId?.S !== undefined && bucket?.S === ROOT_BUCKET) onThrottle(postId.S);
        }
        throw error;
      }
    },
    // This step is inside the retries, so every attempt passes here.
    { step: 'finalizeRequest', priority: 'low', name: 'watchThrottles' },
  );
}

/** Emulators give no reasons. source: DynamoDB API reference, ThrottlingReason */
function isOfHotItem(error: unknown): boolean {
  let reasons: ThrottlingReason[] | undefined;
  if (error instanceof ProvisionedThroughputExceededException) reasons = error.ThrottlingReasons;
  else if (error instanceof ThrottlingException) reasons = error.throttlingReasons;
  else return false;
  return !reasons?.length || reasons.some(({ reason }) => reason === HOT_ITEM);
}
