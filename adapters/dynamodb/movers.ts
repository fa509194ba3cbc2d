// The movers of trending on DynamoDB: one item for each root slot and window, with all of its movers in one text.

import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { TrendingReader } from '../../core/live/activity-ports.ts';
import type { MoverOf } from '../../core/live/movers.ts';
import type { MoversStore } from '../../core/live/trending.ts';
import { type Item, makeReadItems } from './read-items.ts';
import { updateIf } from './update-if.ts';

/** The most keys of one BatchGetItem (source: DynamoDB API). */
const MAX_KEYS = 100;

/** How long an item is kept. Trending reads it for 20 minutes. */
const KEPT_SECONDS = 60 * 60;

const keyOf = (slot: number, windowMs: number): Item => ({
  series: { S: `trending#${slot}` },
  at: { S: new Date(windowMs).toISOString() },
});

export const makeMoversStore = ({
  client,
  table,
}: {
  client: DynamoDBClient;
  table: string;
}): MoversStore => ({
  async read(slot, windowMs) {
    const Key = keyOf(slot, windowMs);
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    return { movers: Item ? readMovers(Item) : [], revision: Number(Item?.['revision']?.N ?? 0) };
  },

  write: (slot, windowMs, { movers, revision }) =>
    updateIf(client, {
      TableName: table,
      Key: keyOf(slot, windowMs),
      UpdateExpression: 'SET #movers = :movers, #revision = :next, #expiresAt = :expiresAt',
      ConditionExpression: revision === 0 ? 'attribute_not_exists(#revision)' : '#revision = :revision',
      ExpressionAttributeNames: {
        '#movers': 'movers',
        '#revision': 'revision',
        '#expiresAt': 'expiresAt',
      },
      ExpressionAttributeValues: {
        ':movers': { S: writeMovers(movers) },
        ':next': { N: String(revision + 1) },
        ':expiresAt': { N: String(windowMs / 1_000 + KEPT_SECONDS) },
        ...(revision === 0 ? {} : { ':revision': { N: String(revision) } }),
      },
    }),
});

export function makeTrendingReader({
  client,
  table,
  rootSlots,
}: {
  client: DynamoDBClient;
  table: string;
  rootSlots: number;
}): TrendingReader {
  const readItems = makeReadItems(client);
  return {
    async readMovers(windowsMs, signal) {
      const slots = Array.from({ length: rootSlots }, (_, slot) => slot);
      const keys = windowsMs.flatMap((windowMs) => slots.map((slot) => keyOf(slot, windowMs)));
      const movers: MoverOf[] = [];
      for (let start = 0; start < keys.length; start += MAX_KEYS) {
        const items = await readItems(table, keys.slice(start, start + MAX_KEYS), { signal });
        movers.push(...items.flatMap(readMovers));
      }
      return movers;
    },
  };
}

type Row = [key: string, firstCount: number, firstCommits: number, lastCount: number, lastCommits: number];

const writeMovers = (movers: readonly MoverOf[]): string =>
  JSON.stringify(
    movers.map(({ key, first, last }): Row => [key, first.count, first.commits, last.count, last.commits]),
  );

const readMovers = (item: Item): MoverOf[] =>
  (JSON.parse(item['movers']?.S ?? '[]') as Row[]).map(
    ([key, firstCount, firstCommits, lastCount, lastCommits]) => ({
      key,
      first: { count: firstCount, commits: firstCommits },
      last: { count: lastCount, commits: lastCommits },
    }),
  );
