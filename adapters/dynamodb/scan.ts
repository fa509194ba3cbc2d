// Reads a whole table page by page. Its segments can be read side by side, and each continues from where it was left.

import {
  type AttributeValue,
  type DynamoDBClient,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { type CounterItem, ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { LedgerRow } from '../../core/likes/ledger-row.ts';
import { COUNTER_KEY, type Item, nameOf, readCounterItem } from './counter-item.ts';
import { readLedgerRow } from './ledger-item.ts';

export interface Segment {
  /** The first segment has the number 0. */
  readonly index: number;
  readonly total: number;
}

/** The key after which a page begins. It is plain JSON, because all keys are texts. */
export type PageStart = Record<string, AttributeValue>;

export interface Page<T> {
  readonly items: readonly T[];
  /** How many items were read, including those that the filter left out. */
  readonly read: number;
  /** What the page cost, in read capacity units. */
  readonly capacityUnits: number;
  /** Where the segment continues; undefined at its end. */
  readonly next: PageStart | undefined;
}

/** Reads a page. The read is strongly consistent, so the page shows everything that was written before the call. */
export type ReadPage<T> = (segment: Segment, from: PageStart | undefined) => Promise<Page<T>>;

interface Table {
  readonly client: DynamoDBClient;
  readonly table: string;
}

export interface PostRow {
  readonly userId: string;
  readonly postId: string;
  readonly row: LedgerRow;
}

export interface PostRoot {
  readonly postId: string;
  readonly root: CounterItem;
}

/** Returns a function that reads the rows of the ledger. */
export const makeLedgerScan = (table: Table): ReadPage<PostRow> => makeScan(table, readPostRow);

/** Returns a function that reads the roots of the posts. */
export const makeRootScan = (table: Table): ReadPage<PostRoot> =>
  makeScan(table, (item) => ({ postId: nameOf(item).key, root: readCounterItem(item) }), {
    FilterExpression: 'begins_with(#counter, :root)',
    ExpressionAttributeNames: { '#counter': COUNTER_KEY },
    ExpressionAttributeValues: { ':root': { S: `${ROOT_BUCKET}#` } },
  });

function makeScan<T>({ client, table }: Table, read: (item: Item) => T, filter = {}): ReadPage<T> {
  return async ({ index, total }, from) => {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        ConsistentRead: true,
        Segment: index,
        TotalSegments: total,
        ExclusiveStartKey: from,
        ReturnConsumedCapacity: 'TOTAL',
        ...filter,
      }),
    );
    return {
      items: (page.Items ?? []).map(read),
      read: page.ScannedCount ?? 0,
      capacityUnits: page.ConsumedCapacity?.CapacityUnits ?? 0,
      next: page.LastEvaluatedKey,
    };
  };
}

/** Returns a function that reads the rows of these persons only. A segment is every so many of them, and a page is of one of them. */
export const makePersonsScan =
  ({ client, table }: Table, persons: readonly string[]): ReadPage<PostRow> =>
  async ({ index, total }, from) => {
    const at = Number(from?.['at']?.S ?? index);
    const userId = persons[at];
    if (userId === undefined) return { items: [], read: 0, capacityUnits: 0, next: undefined };
    const after = from?.['postId'];
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#userId = :userId',
        ExpressionAttributeNames: { '#userId': 'userId' },
        ExpressionAttributeValues: { ':userId': { S: userId } },
        ExclusiveStartKey: after && { userId: { S: userId }, postId: after },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    const rest = page.LastEvaluatedKey?.['postId'];
    const nextPerson = at + total < persons.length ? { at: { S: String(at + total) } } : undefined;
    return {
      items: (page.Items ?? []).map(readPostRow),
      read: page.ScannedCount ?? 0,
      capacityUnits: page.ConsumedCapacity?.CapacityUnits ?? 0,
      next: rest ? { at: { S: String(at) }, postId: rest } : nextPerson,
    };
  };

const readPostRow = (item: Item): PostRow => ({
  userId: textOf(item, 'userId'),
  postId: textOf(item, 'postId'),
  row: readLedgerRow(item),
});

const textOf = (item: Item, name: string): string => item[name]?.S ?? '';
