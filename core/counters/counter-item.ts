// A counter item. A cold counter is one item, the root. When a counter is hot, its lanes move to other items, its buckets, and
// the root keeps track of them. The root's mark of a lane that has moved is the floor: the lane's mark on the bucket continues
// from there.

import type { Position } from '../stream/sequence-number.ts';

/** The bucket that every counter has. */
export const ROOT_BUCKET = 'root';

/** The auditor counts as a lane of its own. Its own mark on the root lets each correction happen once. */
export const AUDIT_LANE = 'audit';

export interface CounterItem {
  readonly count: number;
  readonly marks: ReadonlyMap<string, Position>;
  /** Commits that this item has taken. */
  readonly commits: number;
  /** Commits that other buckets had taken before they were merged into this item. */
  readonly mergedCommits: number;
  /** True from the first step of a merge on: the bucket takes no more commits. */
  readonly closed: boolean;
  readonly split: SplitState;
  /** The merger's last observation. Only the root of a split counter has one. */
  readonly observation?: Observation | undefined;
}

/** What the root knows of the buckets. On a bucket, all of it is empty. */
export interface SplitState {
  /** How many buckets the lanes spread over; undefined while the counter is not split. */
  readonly buckets: number | undefined;
  /** Counts the splits of this counter. It is part of each bucket's name, so that no name is ever used twice. */
  readonly generation: number;
  /** The bucket of each lane that has moved. */
  readonly moved: ReadonlyMap<string, string>;
  /** The buckets that hold a part of the count. */
  readonly open: ReadonlySet<string>;
  /** The buckets that were merged, and whose tombstones may not have been set to expire yet. */
  readonly merged: ReadonlySet<string>;
}

/** How busy a split counter was at the merger's last visit. */
export interface Observation {
  /** Commits to all items of the counter so far. */
  readonly commits: number;
  readonly atMs: number;
  /** When the counter became cool and has stayed cool since; undefined while it is not cool. */
  readonly coolSinceMs: number | undefined;
}

export const EMPTY_ITEM: CounterItem = {
  count: 0,
  marks: new Map(),
  commits: 0,
  mergedCommits: 0,
  closed: false,
  split: { buckets: undefined, generation: 0, moved: new Map(), open: new Set(), merged: new Set() },
};

/** Where a lane commits: a bucket, and the floor to continue from while the bucket has no mark of the lane. */
export interface Place {
  readonly bucket: string;
  readonly floor: Position | undefined;
}

export const ROOT_PLACE: Place = { bucket: ROOT_BUCKET, floor: undefined };

/**
 * The bucket that a lane moves to: the one of the current generation with the fewest lanes. Among equals each lane prefers a
 * different one, because all lanes move at about the same time. Undefined: the lane stays.
 */
export function bucketForLane({ split }: CounterItem, lane: string): string | undefined {
  if (split.buckets === undefined || split.moved.has(lane)) return undefined;
  const { buckets, generation } = split;
  const preferred = codeSumOf(lane) % buckets;
  const names = Array.from(
    { length: buckets },
    (_, index) => `${generation}.${(preferred + index) % buckets}`,
  );
  const lanes = new Map(names.map((name) => [name, 0]));
  for (const bucket of split.moved.values()) {
    const taken = lanes.get(bucket);
    if (taken !== undefined) lanes.set(bucket, taken + 1);
  }
  return names.reduce((fewest, name) => ((lanes.get(name) ?? 0) < (lanes.get(fewest) ?? 0) ? name : fewest));
}

/** Returns a number for the lane. Neighbouring shards get neighbouring numbers. */
function codeSumOf(lane: string): number {
  return Array.from(lane).reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0);
}
