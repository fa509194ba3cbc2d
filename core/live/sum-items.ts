// Sums the items of a counter: its root, and the buckets that the root lists as open. The items are read one after the other, so the sum
// must show when a lane has moved in between.

import type { CounterItem } from '../counters/counter-item.ts';

export interface ItemsSum {
  readonly count: number;
  readonly commits: number;
  /** The generation of the split; undefined when the root is the whole counter. */
  readonly generation: number | undefined;
}

/** Whether a part of the count may be in buckets, now or soon. */
export const isSplit = ({ split }: CounterItem): boolean =>
  split.buckets !== undefined || split.open.size > 0;

/**
 * Returns undefined when a lane had moved to a bucket after the root was read. The root may then lack commits of that lane which came
 * before those in the bucket, and the items must be read again.
 *
 * @param buckets the open buckets of the root, read after it. One that does not exist yet holds nothing and may be left out.
 */
export function sumItems(root: CounterItem, buckets: ReadonlyMap<string, CounterItem>): ItemsSum | undefined {
  const { generation, moved } = root.split;
  let { count } = root;
  let commits = root.commits + root.mergedCommits;
  for (const [name, bucket] of buckets) {
    for (const lane of bucket.marks.keys()) if (moved.get(lane) !== name) return undefined;
    count += bucket.count;
    commits += bucket.commits;
  }
  return { count, commits, generation: isSplit(root) ? generation : undefined };
}
