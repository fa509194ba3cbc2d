// Tells what a count has become, for those who pass it on. An update may come twice, late, or after a newer one. So it holds the number
// of commits to the counter, which a split and a merge leave as it is, and the greater number is the newer count.

import { shortHash } from '../stream/short-hash.ts';
import type { Committed } from './commit-delta.ts';
import { ROOT_BUCKET } from './counter-item.ts';

export interface CountUpdate {
  readonly key: string;
  /** The count and the commits of the counter, when its root is the whole counter. Undefined: whoever wants the count must read it. */
  readonly whole: { readonly count: number; readonly commits: number } | undefined;
  /** Milliseconds since 1970: the count includes all that was committed before. */
  readonly asOfMs: number;
}

/** Passes updates on. It rejects when they are not sure to arrive; then all of them must come again. */
export interface CountUpdates {
  publish(updates: readonly CountUpdate[]): Promise<void>;
}

/** A counter that is split is in several items, and one that another attempt has written is not known here. */
export function updateOf(key: string, { place, item }: Committed, asOfMs: number): CountUpdate {
  const isWhole =
    item && place.bucket === ROOT_BUCKET && item.split.buckets === undefined && item.split.open.size === 0;
  return {
    key,
    whole: isWhole ? { count: item.count, commits: item.commits + item.mergedCommits } : undefined,
    asOfMs,
  };
}

/** All updates of a key go to the same slot, so they meet in one lane of the stream of updates. */
export const rootSlotOf = (key: string, rootSlots: number): number => shortHash(key) % rootSlots;
