// Reads the actions of a batch, as every design but ours gets them.

import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { decodeLikeRecord } from '../../../core/likes/like-record.ts';
import type { StreamRecord } from '../../../core/stream/stream-record.ts';

export function readActions(records: readonly StreamRecord[]): LikeEvent[] {
  return records.flatMap(({ data, partitionKey }) => {
    const decoded = decodeLikeRecord(data, partitionKey);
    return decoded.ok ? decoded.events : [];
  });
}

/** Returns the latest action of each person on each post of the batch. */
export function readLatestActions(records: readonly StreamRecord[]): LikeEvent[] {
  const latest = new Map<string, LikeEvent>();
  for (const event of readActions(records)) {
    const key = JSON.stringify([event.userId, event.postId]);
    const known = latest.get(key);
    if (!known || known.id < event.id) latest.set(key, event);
  }
  return [...latest.values()];
}

/** Returns the sum of what the actions add to each key. Keys whose sum is zero are left out. */
export function sumBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  valueOf: (item: Item) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const item of items) sums.set(keyOf(item), (sums.get(keyOf(item)) ?? 0) + valueOf(item));
  for (const [key, sum] of sums) if (sum === 0) sums.delete(key);
  return sums;
}
