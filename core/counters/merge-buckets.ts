// Brings the buckets of a counter back to its root, one by one. Every write is conditional and concerns one item, and everybody may
// repeat every step: the function that merges, and a batcher that finds its bucket closed.

import { ROOT_BUCKET } from './counter-item.ts';
import type { SplitCounters } from './ports.ts';

/** Merges all buckets of a counter. Lanes that commit meanwhile find their way. */
export async function mergeBuckets(counters: SplitCounters, key: string): Promise<void> {
  const root = await counters.read(key, ROOT_BUCKET);
  if (!root) return;
  if (root.split.buckets !== undefined) await counters.unsplit(key, root.split.generation);
  for (const bucket of root.split.open) await takeOverBucket(counters, key, bucket);
  await counters.forgetSplit(key);
}

/**
 * Closes a bucket and adds it to the root, unless somebody else has done so. The bucket must not be of the current generation: then
 * no lane moves to it any more, and the root names all lanes that have moved.
 */
export async function takeOverBucket(counters: SplitCounters, key: string, bucket: string): Promise<void> {
  const root = await counters.read(key, ROOT_BUCKET);
  if (!root?.split.open.has(bucket)) return;
  const { count, commits, marks } = await counters.closeBucket(key, bucket);
  const lanes = [...root.split.moved].filter(([, moved]) => moved === bucket).map(([lane]) => lane);
  const backWithMarks = new Map(lanes.map((lane) => [lane, marks.get(lane)]));
  const { item } = await counters.takeOver({ key, bucket, count, commits, lanes: backWithMarks });
  // The bucket expires only now, because a merge may stop before this line for any length of time.
  if (item && !item.split.open.has(bucket)) await counters.expireBucket(key, bucket);
}
