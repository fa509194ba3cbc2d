// Reads up to 100 items of a table by their keys, with one request where DynamoDB lets it.

import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { backoffMs, pause } from '../backoff.ts';

/** How often to ask again for keys that a throttled table leaves unprocessed. */
const MAX_ROUNDS = 6;

/** The limits of the table and of the account (source: DynamoDB API reference, common errors). */
const THROTTLES = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
]);

export type Item = Record<string, AttributeValue>;

export interface ReadOptions {
  readonly consistent?: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Thrown when DynamoDB leaves keys unprocessed in every round, does not answer, or does not answer in time. */
export class CountsUnavailableError extends Error {
  override readonly name = 'CountsUnavailableError';
  /** The client may try again. */
  readonly retryable = true;
}

export type ReadItems = (table: string, keys: Item[], options: ReadOptions) => Promise<Item[]>;

export const makeReadItems =
  (client: DynamoDBClient): ReadItems =>
  async (table, keys, { consistent = false, signal }) => {
    const items: Item[] = [];
    for (let round = 0; keys.length > 0; round++) {
      if (round === MAX_ROUNDS)
        throw new CountsUnavailableError(`${keys.length} keys of ${table} were left unread`);
      if (round > 0) await pause(backoffMs(round));
      const request = { Keys: keys, ...(consistent && { ConsistentRead: true }) };
      const command = new BatchGetItemCommand({ RequestItems: { [table]: request } });
      const page = await client
        .send(command, signal && { abortSignal: signal })
        .catch((cause: unknown) => asUnavailable(table, cause));
      items.push(...(page.Responses?.[table] ?? []));
      keys = page.UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return items;
  };

/** Throws what a call has failed with: the failure itself when no repeat puts it right, and else a CountsUnavailableError. */
export function asUnavailable(table: string, cause: unknown): never {
  if (isRefusal(cause)) throw cause;
  throw new CountsUnavailableError(`${table} does not answer`, { cause });
}

/** Whether DynamoDB refused the call itself, so that a repeat changes nothing. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error && '$fault' in error && error.$fault === 'client' && !THROTTLES.has(error.name)
  );
}
