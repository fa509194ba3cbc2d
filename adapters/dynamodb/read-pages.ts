// Reads the pages of a query until it has enough items.

import type { AttributeValue, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { asUnavailable } from './read-items.ts';

export type Item = Record<string, AttributeValue>;

interface PagesOptions {
  /** How many items are enough. */
  readonly most?: number;
  readonly signal: AbortSignal | undefined;
}

/** Rejects with a CountsUnavailableError when the table does not answer, or not in time. */
export async function readPages(
  client: DynamoDBClient,
  query: QueryCommand,
  { most = Infinity, signal }: PagesOptions,
): Promise<{ readonly items: readonly Item[]; readonly next: Item | undefined }> {
  const items: Item[] = [];
  let next: Item | undefined;
  do {
    query.input.ExclusiveStartKey = next ?? query.input.ExclusiveStartKey;
    const page = await client
      .send(query, signal && { abortSignal: signal })
      .catch((cause: unknown) => asUnavailable(query.input.TableName ?? '', cause));
    items.push(...(page.Items ?? []));
    next = page.LastEvaluatedKey;
  } while (next && items.length < most);
  return { items, next };
}
