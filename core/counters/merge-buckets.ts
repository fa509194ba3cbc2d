// Brings the buckets of a post back to its root, one by one, with conditional writes of single items only. Each step can be
// repeated by anybody: by the function that merges, and by a batcher that finds its bucket closed.

import { ROOT_BUCKET } from './counter-item.ts';
import type { SplitCounters } from './ports.ts';

/** Merges all of a post's buckets. Lanes that commit meanwhile find their way. */
export async function mergeBuckets(counters: SplitCounters, postId: string): Promise<void> {
  const root = await counters.read(postId, ROOT_BUCKET);
  if (!root) return;
  if (root.split.buckets !== undefined) await counters.unsplit(postId, root.split.generation);
  for (const bucket of root.split.open) await takeOverBucket(counters, postId, bucket);
  await counters.forgetSplit(postId);
}

/**
 * Closes a bucket and adds it to the root, unless somebody else has. Its generation must not be the current one: then no lane
 * moves to it any more, and the root tells all that have.
 */
export async function takeOverBucket(counters: SplitCounters, postId: string, bucket: string): Promise<void> {
  const root = await counters.read(postId, ROOT_BUCKET);
  if (!root?.split.open.has(bucket)) return;
  const { likes, commits, marks } = await counters.closeBucket(postId, bucket);
  const lanes = [...root.split.moved].filter(([, moved]) => moved === bucket).map(([lane]) => lane);
  const backWithMarks = new Map(lanes.map((lane) => [lane, marks.get(lane)]));
  const { item } = await counters.takeOver({ postId, bucket, likes, commits, lanes: backWithMarks });
  // Not sooner: a merge may rest here for as long as it likes.
  if (item && !item.split.open.has(bucket)) await counters.expireBucket(postId, bucket);
}
