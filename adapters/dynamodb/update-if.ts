// A write under a condition, where it is no failure that the condition does not hold.

import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

/** Returns whether the item was written. */
export async function updateIf(client: DynamoDBClient, update: UpdateItemCommandInput): Promise<boolean> {
  try {
    await client.send(new UpdateItemCommand(update));
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return false;
  }
}
