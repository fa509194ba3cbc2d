// Puts and deletes items of the connections table, 25 with a request. None of these writes has a condition.

import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { backoffMs, pause } from '../backoff.ts';
import type { Item } from './connection-items.ts';

/** The most items of one request (source: DynamoDB API reference, BatchWriteItem). */
const MAX_ITEMS = 25;

/** How often to ask again for items that a throttled table leaves unprocessed. */
const MAX_ROUNDS = 6;

/** Thrown when the table did not take every item in time. */
export class ViewersUnavailableError extends Error {
  override readonly name = 'ViewersUnavailableError';
  /** The client may try again. */
  readonly retryable = true;
}

export type WriteItems = (writes: readonly WriteRequest[]) => Promise<void>;

export const putOf = (item: Item): WriteRequest => ({ PutRequest: { Item: item } });
export const deletionOf = (key: Item): WriteRequest => ({ DeleteRequest: { Key: key } });

export const makeWriteItems =
  ({ client, table }: { client: DynamoDBClient; table: string }): WriteItems =>
  async (writes) => {
    for (let start = 0; start < writes.length; start += MAX_ITEMS) {
      let left = writes.slice(start, start + MAX_ITEMS);
      for (let round = 0; left.length > 0; round++) {
        if (round === MAX_ROUNDS)
          throw new ViewersUnavailableError(`${left.length} items of ${table} were left unwritten`);
        if (round > 0) await pause(backoffMs(round));
        const command = new BatchWriteItemCommand({ RequestItems: { [table]: left } });
        const { UnprocessedItems } = await client.send(command);
        left = UnprocessedItems?.[table] ?? [];
      }
    }
  };
