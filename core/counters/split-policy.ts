// When a post's count is spread over buckets, and when it is brought together again. The two thresholds lie apart, and a post
// must stay cool for a while: so that it does not go to and fro.

import { AUDIT_LANE, type CounterItem, type Observation } from './counter-item.ts';

/**
 * Most marks on an item that is to stay within 1 KB, one write unit: 50 bytes a mark (name and value), and 150 for the rest.
 * source: DynamoDB guide, "DynamoDB Item sizes and formats"
 */
export const MAX_LANE_MARKS = 16;

export interface SplitPolicy {
  /** `always`: from a post's first like on; `when-hot`: above the threshold, when throttled, or with more marks than fit. */
  readonly split: 'always' | 'when-hot';
  /** Over how many buckets the lanes of a split post spread. */
  readonly buckets: number;
  /** Writes a second to one item from which its post is split: half of the 1,000 that DynamoDB allows leave room to move. */
  readonly splitAboveWritesPerSecond: number;
  /** Writes a second to all items of a split post under which it cools. */
  readonly mergeBelowWritesPerSecond: number;
  /** How long a post must be cool before it is merged. */
  readonly coolSeconds: number;
}

/** What is known of a post's root after a commit to it. */
export interface Heat {
  readonly writesPerSecond: number;
  /** Whether DynamoDB throttled a write to it lately. */
  readonly throttled: boolean;
}

/** Over how many buckets a post that is not split yet is to be split now; undefined: it stays one item. */
export function bucketsWanted(policy: SplitPolicy, root: CounterItem, heat: Heat): number | undefined {
  if (root.split.buckets !== undefined) return undefined;
  const hot = heat.throttled || heat.writesPerSecond > policy.splitAboveWritesPerSecond;
  const lanes = lanesOf(root).length;
  const large = lanes > MAX_LANE_MARKS;
  if (policy.split !== 'always' && !hot && !large) return undefined;
  return Math.max(policy.buckets, Math.ceil(lanes / MAX_LANE_MARKS));
}

/** The lanes that have a mark on an item. The auditor's is none that would move. */
export const lanesOf = ({ marks }: CounterItem): string[] =>
  [...marks.keys()].filter((lane) => lane !== AUDIT_LANE);

/** What the merger sees now, given what it saw last. */
export function observe(
  policy: SplitPolicy,
  last: Observation | undefined,
  commits: number,
  nowMs: number,
): Observation {
  if (!last || nowMs <= last.atMs) return { commits, atMs: nowMs, coolSinceMs: last?.coolSinceMs };
  const writesPerSecond = ((commits - last.commits) * 1_000) / (nowMs - last.atMs);
  const cool = writesPerSecond < policy.mergeBelowWritesPerSecond;
  return { commits, atMs: nowMs, coolSinceMs: cool ? (last.coolSinceMs ?? last.atMs) : undefined };
}

/**
 * Whether a post can ever be one item again. Marks are never dropped.
 *
 * @param lanes how many lanes have a mark on any item of the post
 */
export const mayMerge = ({ split }: SplitPolicy, lanes: number): boolean =>
  split !== 'always' && lanes <= MAX_LANE_MARKS;

/** Whether a split post that may merge has been cool for long enough. */
export const hasCooled = ({ coolSeconds }: SplitPolicy, { atMs, coolSinceMs }: Observation): boolean =>
  coolSinceMs !== undefined && atMs - coolSinceMs >= coolSeconds * 1_000;
