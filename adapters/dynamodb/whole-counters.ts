// Reads whole counters: all roots with one strongly consistent BatchGetItem, and the buckets of the split ones with another one.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ROOT_BUCKET, type CounterItem } from '../../core/counters/counter-item.ts';
import type { FoundCounter, WholeCounters } from '../../core/live/roll-up-ports.ts';
import { sumItems } from '../../core/live/sum-items.ts';
import { keyOf, nameOf, readCounterItem, type Item } from './counter-item.ts';
import { CountsUnavailableError, makeReadItems } from './read-items.ts';

/** The most keys of one BatchGetItem (source: DynamoDB API). */
const MAX_KEYS = 100;

/** Lanes move to buckets only in the moments after a split, so a counter is seldom read twice. */
const MAX_ROUNDS = 8;

interface ReadItem {
  readonly key: string;
  readonly bucket: string;
  readonly item: CounterItem;
  readonly asOfMs: number;
}

export function makeWholeCounters({
  client,
  table,
  now,
}: {
  client: DynamoDBClient;
  table: string;
  now: () => number;
}): WholeCounters {
  const readItems = makeReadItems(client);

  async function readAll(keys: readonly Item[]): Promise<ReadItem[]> {
    const items: Item[] = [];
    for (let start = 0; start < keys.length; start += MAX_KEYS) {
      const page = keys.slice(start, start + MAX_KEYS);
      items.push(...(await readItems(table, page, { consistent: true, signal: undefined })));
    }
    return items.map((item) => ({
      ...nameOf(item),
      item: readCounterItem(item),
      asOfMs: Date.parse(item['asOf']?.S ?? '') || 0,
    }));
  }

  return {
    async read(keys) {
      const found: FoundCounter[] = [];
      let left = keys;
      for (let round = 0; left.length > 0; round++) {
        if (round === MAX_ROUNDS)
          throw new CountsUnavailableError(`the lanes of ${left.length} counters moved while they were read`);
        const startedMs = now();
        const roots = await readAll(left.map((key) => keyOf(key, ROOT_BUCKET)));
        const buckets = await readAll(
          roots.flatMap(({ key, item }) => [...item.split.open].map((bucket) => keyOf(key, bucket))),
        );
        const counters = roots.map((root) => sumOf(root, buckets, startedMs));
        found.push(...counters.filter((each) => 'count' in each));
        left = counters.filter((each) => !('count' in each)).map(({ key }) => key);
      }
      return found;
    },
  };
}

/** An item that changed after the reading began may hold a commit that another item does not hold yet. */
function sumOf(
  root: ReadItem,
  allBuckets: readonly ReadItem[],
  startedMs: number,
): FoundCounter | { readonly key: string } {
  const { key } = root;
  const buckets = allBuckets.filter((each) => each.key === key);
  const sum = sumItems(root.item, new Map(buckets.map(({ bucket, item }) => [bucket, item])));
  const asOfMs = Math.min(startedMs, Math.max(root.asOfMs, ...buckets.map((each) => each.asOfMs)));
  return sum ? { key, ...sum, asOfMs } : { key };
}
