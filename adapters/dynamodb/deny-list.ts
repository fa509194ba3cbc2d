// The deny list. Its entries are items of the table `posts`, under a partition key of their own, so that one Query reads all of them.

import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { DENIED_KEY } from '../../core/api/denied-key.ts';
import {
  type DeniedEntry,
  type DenyList,
  EMPTY_DENY_LIST,
  type ReadDenyList,
  toDenyList,
} from '../../core/fairness/deny-list.ts';
import { keepFresh } from '../keep-fresh.ts';
import { FEED_KEY, PLACE_KEY } from './post-item.ts';
import { readPages } from './read-pages.ts';

/** How long the list is used before it is read again, in milliseconds. */
export const DENY_LIST_FRESH_MS = 30_000;
/** A list that is as old as this is used all the same, and said to be old. */
const OLD_MS = 2 * DENY_LIST_FRESH_MS;

export interface DenyListTable {
  readonly client: DynamoDBClient;
  readonly table: string;
}

type Item = Record<string, AttributeValue>;

const keyOf = ({ kind, id }: Pick<DeniedEntry, 'kind' | 'id'>): Item => ({
  [FEED_KEY]: { S: DENIED_KEY },
  [PLACE_KEY]: { S: `${kind}#${id}` },
});

export interface DenyListReaderOptions extends DenyListTable {
  readonly now: () => number;
  readonly random: () => number;
  /** Called when the list cannot be read and is missing or old. */
  readonly onOld: () => void;
}

/** While the table does not answer, the last list is used, and before the first one nobody is denied. */
export function makeDenyListReader(options: DenyListReaderOptions): ReadDenyList {
  const { client, table, now, random, onOld } = options;
  const kept = keepFresh<DenyList>({
    read: async () => toDenyList(await readDenied({ client, table }), now()),
    now,
    random,
    freshMs: DENY_LIST_FRESH_MS,
    maxStaleMs: Infinity,
  });
  return async () => {
    try {
      const { value, ageMs } = await kept();
      if (ageMs >= OLD_MS) onOld();
      return value;
    } catch {
      onOld();
      return EMPTY_DENY_LIST;
    }
  };
}

/** Returns all entries, those that are over too. The read is eventually consistent. Rejects when the table does not answer. */
export async function readDenied({ client, table }: DenyListTable): Promise<readonly DeniedEntry[]> {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: '#feed = :denied',
    ExpressionAttributeNames: { '#feed': FEED_KEY },
    ExpressionAttributeValues: { ':denied': { S: DENIED_KEY } },
  });
  const { items } = await readPages(client, query, { signal: undefined });
  return items.flatMap((item) => readEntry(item) ?? []);
}

/** Adds an entry, or puts it in the place of the one that is there. */
export async function putDenied({ client, table }: DenyListTable, entry: DeniedEntry): Promise<void> {
  const { reason, by, sinceMs, untilMs } = entry;
  const Item = {
    ...keyOf(entry),
    reason: { S: reason },
    by: { S: by },
    sinceMs: { N: String(sinceMs) },
    ...(untilMs !== undefined && { untilMs: { N: String(untilMs) } }),
  };
  await client.send(new PutItemCommand({ TableName: table, Item }));
}

/** Does nothing where there is no such entry. */
export async function removeDenied(
  { client, table }: DenyListTable,
  entry: Pick<DeniedEntry, 'kind' | 'id'>,
): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(entry) }));
}

function readEntry(item: Item): DeniedEntry | undefined {
  const [, kind, id] = /^(person|post)#(.+)$/s.exec(item[PLACE_KEY]?.S ?? '') ?? [];
  if (id === undefined) return undefined;
  const until = item['untilMs']?.N;
  return {
    kind: kind as DeniedEntry['kind'],
    id,
    reason: item['reason']?.S ?? '',
    by: item['by']?.S ?? '',
    sinceMs: Number(item['sinceMs']?.N ?? 0),
    untilMs: until === undefined ? undefined : Number(until),
  };
}
