// Reads a whole table: page by page, in segments that can be read side by side, each from where it was left.

import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { type CounterItem, ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { LedgerRow } from '../../core/likes/ledger-row.ts';
import { type Item, readCounterItem } from './counter-item.ts';
import { readLedgerRow } from './ledger.ts';

export interface Segment {
  /** From 0. */
  readonly index: number;
  readonly total: number;
}

/** The key after which a page begins; plain JSON, since all keys are texts. */
export type PageStart = Record<string, AttributeValue>;

export interface Page<T> {
  readonly items: readonly T[];
  /** Items read: those that the filter left out are among them. */
  readonly read: number;
  /** What the page cost, in read capacity units. */
  readonly capacityUnits: number;
  /** Where the segment goes on; undefined at its end. */
  readonly next: PageStart | undefined;
}

/** Strongly consistent: what was written before the call is on the page. */
export type ReadPage<T> = (segment: Segment, from: PageStart | undefined) => Promise<Page<T>>;

interface Table {
  readonly client: DynamoDBClient;
  readonly table: string;
}

export interface PostRow {
  readonly postId: string;
  readonly row: LedgerRow;
}

export interface PostRoot {
  readonly postId: string;
  readonly root: CounterItem;
}

/** The rows of the ledger. */
export const makeLedgerScan = (table: Table): ReadPage<PostRow> =>
  makeScan(table, (item) => ({ postId: textOf(item, 'postId'), row: readLedgerRow(item) }));

/** The posts' roots among the counters. */
export const makeRootScan = (table: Table): ReadPage<PostRoot> =>
  makeScan(table, (item) => ({ postId: textOf(item, 'postId'), root: readCounterItem(item) }), {
    FilterExpression: '#bucket = :root',
    ExpressionAttributeNames: { '#bucket': 'bucket' },
    ExpressionAttributeValues: { ':root': { S: ROOT_BUCKET } },
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

const textOf = (item: Item, name: string): string => item[name]?.S ?? '';
