// A counter as one number under one key, which most designs have.

import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { makeReadItems } from '../../../adapters/dynamodb/read-items.ts';
import type { Counting, Environment, TableDefinition } from '../design.ts';

export const COUNTERS = 'counters';

export const plainCounters: TableDefinition = { keys: ['counter'], holds: 'counter' };

/** The update that adds to the counter, for a request of its own or for a transaction. */
export const addition = (TableName: string, counter: string, delta: number) => ({
  TableName,
  Key: { counter: { S: counter } },
  UpdateExpression: 'ADD likes :delta',
  ExpressionAttributeValues: { ':delta': { N: String(delta) } },
});

/** Returns a function that adds to counters, each with a request of its own. */
export function makeAdd({ client, tableOf, limit }: Environment) {
  return (deltas: ReadonlyMap<string, number>) =>
    Promise.all(
      [...deltas].map(([counter, delta]) =>
        limit(() => client.send(new UpdateItemCommand(addition(tableOf(COUNTERS), counter, delta)))),
      ),
    );
}

/** @param keysOf the counters whose sum is a post's count */
export function makeReadCounts(
  { client, tableOf }: Environment,
  keysOf: (postId: string) => readonly string[] = (postId) => [postId],
): Counting['readCounts'] {
  const readItems = makeReadItems(client);
  const mostPosts = Math.max(1, Math.floor(100 / keysOf('').length));
  return async (postIds) => {
    const likes = new Map<string, number>();
    for (let start = 0; start < postIds.length; start += mostPosts) {
      const counters = postIds.slice(start, start + mostPosts).flatMap(keysOf);
      const keys = counters.map((counter) => ({ counter: { S: counter } }));
      const items = await readItems(tableOf(COUNTERS), keys, { signal: undefined });
      for (const item of items) likes.set(item['counter']?.S ?? '', Number(item['likes']?.N ?? 0));
    }
    const sumOf = (postId: string) => keysOf(postId).reduce((sum, key) => sum + (likes.get(key) ?? 0), 0);
    return new Map(postIds.map((postId) => [postId, sumOf(postId)]));
  };
}
