// A counter item. Cold posts have one, the root. A hot post's lanes move to other items, its buckets; the root keeps track of
// them. Where a lane has moved, its mark on the root is the floor that its mark on the bucket continues from.

import type { Position } from '../stream/sequence-number.ts';

/** The bucket that every post has. */
export const ROOT_BUCKET = 'root';

/** The auditor counts as a lane of its own, with its own mark on the root: so what it corrects, it corrects once. */
export const AUDIT_LANE = 'audit';

export interface CounterItem {
  readonly likes: number;
  readonly marks: ReadonlyMap<string, Position>;
  /** Commits that this item has taken. */
  readonly commits: number;
  /** Commits that buckets had taken which were merged into this item. */
  readonly mergedCommits: number;
  /** True from the first step of a merge on: the bucket takes no commit any more. */
  readonly closed: boolean;
  readonly split: SplitState;
  /** On the root of a split post: what the merger saw last. */
  readonly observation?: Observation | undefined;
}

/** What the root knows of the post's buckets; on a bucket, all empty. */
export interface SplitState {
  /** Over how many buckets lanes are to spread; undefined while the post is not split. */
  readonly buckets: number | undefined;
  /** Counts the splits of the post: it is part of the buckets' names, so that none is ever used again. */
  readonly generation: number;
  /** The bucket of each lane that has moved. */
  readonly moved: ReadonlyMap<string, string>;
  /** Buckets that hold a part of the count. */
  readonly open: ReadonlySet<string>;
}

/** How busy a split post was when the merger last looked at it. */
export interface Observation {
  /** Commits to all items of the post so far. */
  readonly commits: number;
  readonly atMs: number;
  /** Since when the post has been cool without a break; undefined: it is not. */
  readonly coolSinceMs: number | undefined;
}

export const EMPTY_ITEM: CounterItem = {
  likes: 0,
  marks: new Map(),
  commits: 0,
  mergedCommits: 0,
  closed: false,
  split: { buckets: undefined, generation: 0, moved: new Map(), open: new Set() },
};

/** Where a lane commits: a bucket, and the mark to continue from while the bucket has none of the lane. */
export interface Place {
  readonly bucket: string;
  readonly floor: Position | undefined;
}

export const ROOT_PLACE: Place = { bucket: ROOT_BUCKET, floor: undefined };

/**
 * The bucket that a lane moves to: of the current generation, the one with the fewest lanes. Of several, each lane prefers
 * another: all move at about the same time. Undefined: stay.
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

/** Neighbouring shards get neighbouring numbers. */
function codeSumOf(lane: string): number {
  return Array.from(lane).reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0);
}
