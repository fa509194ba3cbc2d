// When a counter is spread over buckets, and when it becomes one item again. The two thresholds lie apart and a counter must stay cool
// for a while, so that it does not go to and fro.

import { AUDIT_LANE, type CounterItem, type Observation } from './counter-item.ts';

/**
 * The most marks on an item that stays within 1 KB, which is one write unit: a mark takes 50 bytes (name and value), and the rest
 * takes 150.
 * source: DynamoDB guide, "DynamoDB Item sizes and formats"
 */
export const MAX_LANE_MARKS = 16;

export interface SplitPolicy {
  /** `always` splits a counter at its first commit. `when-hot` splits it above the threshold, or when it has more marks than fit. */
  readonly split: 'always' | 'when-hot';
  /** How many buckets the lanes of a split counter spread over. */
  readonly buckets: number;
  /** A counter is split above this many writes a second to its item. Half of the 1,000 that DynamoDB allows leave room to move. */
  readonly splitAboveWritesPerSecond: number;
  /** A split counter is cool below this many writes a second to all of its items. */
  readonly mergeBelowWritesPerSecond: number;
  /** How long a counter must be cool before it is merged. */
  readonly coolSeconds: number;
}

/**
 * Returns how many buckets to split a counter over now, or undefined when it stays as it is or is split already. Only measured
 * writes make a counter hot. A throttle does not, because DynamoDB also throttles cold items while a table grows its partitions,
 * and gives the same reason.
 *
 * @param writesPerSecond the writes to the root, by all lanes
 */
export function bucketsWanted(
  policy: SplitPolicy,
  root: CounterItem,
  writesPerSecond: number,
): number | undefined {
  if (root.split.buckets !== undefined) return undefined;
  const hot = writesPerSecond > policy.splitAboveWritesPerSecond;
  const lanes = lanesOf(root).length;
  const large = lanes > MAX_LANE_MARKS;
  if (policy.split !== 'always' && !hot && !large) return undefined;
  return Math.max(policy.buckets, Math.ceil(lanes / MAX_LANE_MARKS));
}

/** Returns the lanes that have a mark on an item. The auditor's lane is not among them, because it never moves. */
export const lanesOf = ({ marks }: CounterItem): string[] =>
  [...marks.keys()].filter((lane) => lane !== AUDIT_LANE);

/** Returns what the merger observes now, given its last observation. */
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
 * Returns whether a counter can ever be one item again. It cannot when it has too many marks, because marks are never dropped.
 *
 * @param lanes how many lanes have a mark on any item of the counter
 */
export const mayMerge = ({ split }: SplitPolicy, lanes: number): boolean =>
  split !== 'always' && lanes <= MAX_LANE_MARKS;

/** Returns whether a split counter that may merge has been cool for long enough. */
export const hasCooled = ({ coolSeconds }: SplitPolicy, { atMs, coolSinceMs }: Observation): boolean =>
  coolSinceMs !== undefined && atMs - coolSinceMs >= coolSeconds * 1_000;
