// Reads counts and a person's own likes. The counts of a page are one eventually consistent BatchGetItem. The root of a split post holds
// its total; where that is missing or old, the buckets are read with another BatchGetItem. A person's own likes are read consistently, so that they show every batch that was written.

import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { CountReader, PostCount } from '../../core/likes/ports.ts';
import { shownTotal } from '../../core/live/total.ts';
import { likedBy, winnerOf } from '../../core/likes/stamp.ts';
import { keyOf, nameOf, readCounterItem } from './counter-item.ts';
import { readLedgerRow } from './ledger-item.ts';
import { readTotal } from './totals.ts';
import { makeReadItems } from './read-items.ts';

/** The most keys of one BatchGetItem (source: DynamoDB API). */
const MAX_KEYS = 100;

type Item = Record<string, AttributeValue>;

export function makeCountReader({
  client,
  countersTable,
  likesTable,
  now = Date.now,
  consistent = false,
}: {
  client: DynamoDBClient;
  countersTable: string;
  likesTable: string;
  now?: () => number;
  /** Whether counts are read strongly consistently, at twice the price. */
  consistent?: boolean;
}): CountReader {
  const readItems = makeReadItems(client);

  return {
    async readCounts(postIds, signal) {
      const counts = new Map<string, PostCount>(postIds.map((postId) => [postId, { count: 0, asOf: null }]));
      const add = (items: Item[]) => {
        for (const item of items) {
          const { key: postId } = nameOf(item);
          const { count, asOf } = counts.get(postId) ?? { count: 0, asOf: null };
          const itemAsOf = item['asOf']?.S ?? null;
          counts.set(postId, { count: count + readCounterItem(item).count, asOf: laterOf(asOf, itemAsOf) });
        }
      };
      const roots = await readItems(
        countersTable,
        postIds.map((postId) => keyOf(postId, ROOT_BUCKET)),
        { consistent, signal },
      );
      const nowMs = now();
      const summed = roots.filter((root) => {
        const total = shownTotal(readCounterItem(root), readTotal(root), nowMs);
        if (total)
          counts.set(nameOf(root).key, { count: total.count, asOf: new Date(total.asOfMs).toISOString() });
        return !total;
      });
      add(summed);
      // A bucket that a lane has just moved to may not exist yet. Then it holds nothing.
      const buckets = summed.flatMap((root) => {
        return [...readCounterItem(root).split.open].map((bucket) => keyOf(nameOf(root).key, bucket));
      });
      for (let start = 0; start < buckets.length; start += MAX_KEYS) {
        add(await readItems(countersTable, buckets.slice(start, start + MAX_KEYS), { consistent, signal }));
      }
      // The items are read one after the other. A lane may add a like to the root and take it back in a bucket in between.
      for (const [postId, { count, asOf }] of counts) if (count < 0) counts.set(postId, { count: 0, asOf });
      return counts;
    },

    async readLiked(userId, postIds, signal) {
      const keys = postIds.map((postId) => ({ userId: { S: userId }, postId: { S: postId } }));
      const liked = new Set<string>();
      for (const item of await readItems(likesTable, keys, { consistent: true, signal })) {
        const winner = winnerOf(readLedgerRow(item).map(({ stamp }) => stamp));
        if (item['postId']?.S && likedBy(winner)) liked.add(item['postId'].S);
      }
      return liked;
    },
  };
}

/** ISO times of one zone compare as texts. */
function laterOf(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other > one) ? other : one;
}
