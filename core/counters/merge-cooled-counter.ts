// The merger's visit to one split counter. It finds out how busy the counter is, and makes it one item again when it has cooled.

import { EMPTY_ITEM, ROOT_BUCKET } from './counter-item.ts';
import { mergeBuckets, takeOverBucket } from './merge-buckets.ts';
import type { SplitCounters } from './ports.ts';
import { hasCooled, lanesOf, mayMerge, observe, type SplitPolicy } from './split-policy.ts';

/** @returns `gone` when the counter was not split any more, `stays` when it stays split, `merged` when it is one item again */
export async function mergeCooledCounter(
  counters: SplitCounters,
  policy: SplitPolicy,
  key: string,
  nowMs: number,
): Promise<'gone' | 'stays' | 'merged'> {
  const root = await counters.read(key, ROOT_BUCKET);
  if (!root) return 'gone';
  const { open } = root.split;
  if (root.split.buckets === undefined) {
    // Somebody began this merge and did not finish it.
    await mergeBuckets(counters, key);
    return open.size === 0 ? 'gone' : 'merged';
  }
  const buckets = await Promise.all(
    [...open].map(async (name) => ({ name, ...((await counters.read(key, name)) ?? EMPTY_ITEM) })),
  );
  // A closed bucket belongs to an earlier split: its merge was cut off before the counter was split again.
  for (const { name, closed } of buckets) if (closed) await takeOverBucket(counters, key, name);

  const lanes = new Set([root, ...buckets].flatMap(lanesOf));
  if (!mayMerge(policy, lanes.size)) {
    const merged = buckets.filter(({ closed }) => closed).map(({ name }) => name);
    for (const name of [...root.split.merged, ...merged]) await counters.expireBucket(key, name);
    await counters.unlist(key);
    return 'stays';
  }
  const commits = buckets.reduce((sum, item) => sum + item.commits, root.commits + root.mergedCommits);
  const observation = observe(policy, root.observation, commits, nowMs);
  if (!hasCooled(policy, observation)) {
    await counters.observe(key, observation);
    return 'stays';
  }
  await mergeBuckets(counters, key);
  return 'merged';
}
