// Reads counts and a person's own likes: one BatchGetItem for a page of posts, eventually consistent.

import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CountReader, PostCount } from '../../core/ports.ts';
import { likedBy, winnerOf } from '../../core/stamp.ts';
import { backoffMs, pause } from '../backoff.ts';
import { ROOT_BUCKET } from './counters.ts';
import { readLedgerRow } from './ledger.ts';

/** Rounds for keys that a throttled table leaves unprocessed. */
const MAX_ROUNDS = 6;

type Item = Record<string, AttributeValue>;

/** DynamoDB went on leaving keys unprocessed. */
export class CountsUnavailableError extends Error {
  override readonly name = 'CountsUnavailableError';
  /** Worth another try by the client. */
  readonly retryable = true;
}

export function makeCountReader({
  client,
  countersTable,
  likesTable,
}: {
  client: DynamoDBClient;
  countersTable: string;
  likesTable: string;
}): CountReader {
  async function readItems(table: string, keys: Item[]): Promise<Item[]> {
    const items: Item[] = [];
    for (let round = 0; keys.length > 0; round++) {
      if (round === MAX_ROUNDS)
        throw new CountsUnavailableError(`${keys.length} keys of ${table} were left unread`);
      if (round > 0) await pause(backoffMs(round));
      const page = await client.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys } } }));
      items.push(...(page.Responses?.[table] ?? []));
      keys = page.UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return items;
  }

  return {
    async readCounts(postIds) {
      const keys = postIds.map((postId) => ({ postId: { S: postId }, bucket: { S: ROOT_BUCKET } }));
      const counts = new Map<string, PostCount>(postIds.map((postId) => [postId, { count: 0, asOf: null }]));
      for (const { postId, likes, asOf } of await readItems(countersTable, keys)) {
        if (postId?.S) counts.set(postId.S, { count: Number(likes?.N ?? 0), asOf: asOf?.S ?? null });
      }
      return counts;
    },

    async readLiked(userId, postIds) {
      const keys = postIds.map((postId) => ({ userId: { S: userId }, postId: { S: postId } }));
      const liked = new Set<string>();
      for (const item of await readItems(likesTable, keys)) {
        const winner = winnerOf(readLedgerRow(item).versions.map(({ stamp }) => stamp));
        if (item['postId']?.S && likedBy(winner)) liked.add(item['postId'].S);
      }
      return liked;
    },
  };
}
