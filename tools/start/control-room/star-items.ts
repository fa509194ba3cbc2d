// Reads the items that hold the count of one post, as they are in the table, and how often each is written.

import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { keyOf, nameOf, readCounterItem } from '../../../adapters/dynamodb/counter-item.ts';
import { ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import type { Bar } from './sample.ts';

type Item = Record<string, AttributeValue>;

export interface StarItems {
  readonly bars: readonly Bar[];
  readonly isSplit: boolean;
}

/** Rates are those of the last seconds. */
const WINDOW_MS = 4_000;

export function watchStarItems(client: DynamoDBClient, table: string, limit: number) {
  const readings = new Map<string, { readonly atMs: number; readonly commits: number }[]>();

  async function read(keys: Item[]): Promise<Item[]> {
    const { Responses } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys } } }),
    );
    return Responses?.[table] ?? [];
  }

  function rateOf(name: string, commits: number, atMs: number): number {
    const known = (readings.get(name) ?? []).filter((it) => atMs - it.atMs <= WINDOW_MS);
    readings.set(name, [...known, { atMs, commits }]);
    const [first] = known;
    return first ? ((commits - first.commits) * 1_000) / Math.max(1_000, atMs - first.atMs) : 0;
  }

  return async function sample(postId: string): Promise<StarItems> {
    const [root] = await read([keyOf(postId, ROOT_BUCKET)]);
    if (!root) return { bars: [], isSplit: false };
    const { split } = readCounterItem(root);
    const open = [...split.open].toSorted();
    const buckets = open.length > 0 ? await read(open.map((bucket) => keyOf(postId, bucket))) : [];
    const atMs = Date.now();
    const bars = [root, ...buckets].map((item) => {
      const { bucket, key } = nameOf(item);
      const name = bucket === ROOT_BUCKET ? 'root' : `bucket ${bucket}`;
      return { name, perSecond: rateOf(`${bucket} ${key}`, readCounterItem(item).commits, atMs), limit };
    });
    return { bars, isSplit: split.buckets !== undefined };
  };
}
