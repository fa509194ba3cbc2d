// One look at a split post: how busy is it, and is it time to bring it together again?

import { ROOT_BUCKET } from './counter-item.ts';
import { mergeBuckets } from './merge-buckets.ts';
import type { SplitCounters } from './ports.ts';
import { observe, shouldMerge, type SplitPolicy } from './split-policy.ts';

/** @returns `gone`: it was not split any more; `stays`: it stays split; `merged` */
export async function mergeCooledPost(
  counters: SplitCounters,
  policy: SplitPolicy,
  postId: string,
  nowMs: number,
): Promise<'gone' | 'stays' | 'merged'> {
  const root = await counters.read(postId, ROOT_BUCKET);
  if (!root) return 'gone';
  const { buckets, open } = root.split;
  if (buckets === undefined) {
    // A merge that was begun is finished.
    await mergeBuckets(counters, postId);
    return open.size === 0 ? 'gone' : 'merged';
  }
  const items = await Promise.all([...open].map((bucket) => counters.read(postId, bucket)));
  const commits = items.reduce((sum, item) => sum + (item?.commits ?? 0), root.commits);
  const lanes = new Set([root, ...items].flatMap((item) => [...(item?.marks.keys() ?? [])]));
  const observation = observe(policy, root.observation, commits, nowMs);
  if (!shouldMerge(policy, observation, lanes.size)) {
    await counters.observe(postId, observation);
    return 'stays';
  }
  await mergeBuckets(counters, postId);
  return 'merged';
}
