// Reads from the table itself how the counter items of a post stand at one moment.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readCounterItem } from '../../adapters/dynamodb/counter-item.ts';
import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import { itemsOfPost } from '../items-of-post.ts';

export interface Sample {
  readonly atMs: number;
  readonly split: boolean;
  readonly openBuckets: number;
  readonly lanesMoved: number;
  /** How many commits each item has taken itself so far. */
  readonly commits: ReadonlyMap<string, number>;
}

export async function sampleItems(
  client: DynamoDBClient,
  table: string,
  postId: string,
  atMs: number,
): Promise<Sample> {
  const found = await itemsOfPost(client, table, postId);
  const items = new Map([...found].map(([bucket, item]) => [bucket, readCounterItem(item)]));
  const root = items.get(ROOT_BUCKET);
  return {
    atMs,
    split: root?.split.buckets !== undefined,
    openBuckets: root?.split.open.size ?? 0,
    lanesMoved: root?.split.moved.size ?? 0,
    commits: new Map([...items].map(([bucket, item]) => [bucket, item.commits])),
  };
}
