// Brings the buckets of a counter back to its root, one by one. Every write is conditional and concerns one item, and everybody may
// repeat every step: the function that merges, and a batcher that finds its bucket closed.

import { ROOT_BUCKET } from './counter-item.ts';
import type { SplitCounters } from './ports.ts';

/**
 * The most lanes that one write brings back to the root. Each takes up to 21 bytes of an expression of at most 4 KB.
 * source: DynamoDB guide, "Quotas", expression parameters
 */
export const MAX_LANES_TAKEN_OVER = 100;

/** Merges all buckets of a counter. Lanes may commit meanwhile: they find the place that takes their commits. */
export async function mergeBuckets(counters: SplitCounters, key: string): Promise<void> {
  const root = await counters.read(key, ROOT_BUCKET);
  if (!root) return;
  if (root.split.buckets !== undefined) await counters.unsplit(key, root.split.generation);
  for (const bucket of root.split.open) await takeOverBucket(counters, key, bucket);
  await expireMerged(counters, key);
}

/**
 * Closes a bucket and adds it to the root, unless somebody else has done so. The bucket must not be of the current generation: then
 * no lane moves to it any more, and the root names all lanes that have moved. A bucket with more lanes than one write can bring back
 * stays open.
 */
export async function takeOverBucket(counters: SplitCounters, key: string, bucket: string): Promise<void> {
  const root = await counters.read(key, ROOT_BUCKET);
  if (!root?.split.open.has(bucket)) return;
  const lanes = [...root.split.moved].filter(([, moved]) => moved === bucket).map(([lane]) => lane);
  const isClosed = async () => (await counters.read(key, bucket))?.closed === true;
  if (lanes.length > MAX_LANES_TAKEN_OVER && !(await isClosed())) return;
  const { count, commits, marks } = await counters.closeBucket(key, bucket);
  const backWithMarks = new Map(lanes.map((lane) => [lane, marks.get(lane)]));
  await counters.takeOver({ key, bucket, count, commits, lanes: backWithMarks });
}

/** Sets the tombstones of all merged buckets to expire. Some of them may be left from a merge that was cut off. */
async function expireMerged(counters: SplitCounters, key: string): Promise<void> {
  const root = await counters.read(key, ROOT_BUCKET);
  if (!root || root.split.open.size > 0) return;
  for (const bucket of root.split.merged) await counters.expireBucket(key, bucket);
  await counters.forgetSplit(key, root.split.merged);
}
