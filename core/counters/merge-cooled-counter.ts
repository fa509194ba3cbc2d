// One look at a split post: how busy is it, and is it time to bring it together again?

import { EMPTY_ITEM, ROOT_BUCKET } from './counter-item.ts';
import { mergeBuckets, takeOverBucket } from './merge-buckets.ts';
import type { SplitCounters } from './ports.ts';
import { hasCooled, lanesOf, mayMerge, observe, type SplitPolicy } from './split-policy.ts';

/** @returns `gone`: it was not split any more; `stays`: it stays split; `merged` */
export async function mergeCooledPost(
  counters: SplitCounters,
  policy: SplitPolicy,
  postId: string,
  nowMs: number,
): Promise<'gone' | 'stays' | 'merged'> {
  const root = await counters.read(postId, ROOT_BUCKET);
  if (!root) return 'gone';
  const { open } = root.split;
  if (root.split.buckets === undefined) {
    // A merge that was begun is finished.
    await mergeBuckets(counters, postId);
    return open.size === 0 ? 'gone' : 'merged';
  }
  const buckets = await Promise.all(
    [...open].map(async (name) => ({ name, ...((await counters.read(postId, name)) ?? EMPTY_ITEM) })),
  );
  // Of an earlier split, by a merge that was cut off before the post was split again.
  for (const { name, closed } of buckets) if (closed) await takeOverBucket(counters, postId, name);

  const lanes = new Set([root, ...buckets].flatMap(lanesOf));
  if (!mayMerge(policy, lanes.size)) {
    await counters.unlist(postId);
    return 'stays';
  }
  const commits = buckets.reduce((sum, item) => sum + item.commits, root.commits + root.mergedCommits);
  const observation = observe(policy, root.observation, commits, nowMs);
  if (!hasCooled(policy, observation)) {
    await counters.observe(postId, observation);
    return 'stays';
  }
  await mergeBuckets(counters, postId);
  return 'merged';
}
