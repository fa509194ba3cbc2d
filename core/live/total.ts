// The total of a split counter, which its root holds so that a reader need not read the buckets. It is derived: without it, or when it
// is old, a reader sums the items. A new split takes the total away, so a root that is split holds no total of an earlier split.

import type { CounterItem } from '../counters/counter-item.ts';
import { isSplit } from './sum-items.ts';

export interface Total {
  readonly count: number;
  /** The commits to all items that the total includes. */
  readonly commits: number;
  /** Milliseconds since 1970: the total includes all that was committed before. */
  readonly asOfMs: number;
}

/** While roll-up works, the total of a post that is liked is a second or two old. An older one is not shown. */
export const OLDEST_TOTAL_MS = 10_000;

/**
 * Whether a root takes a total. It does not when it is one item again, when it has been split anew since the items were read, and when
 * it holds a newer total, or the same.
 *
 * @param held       the total that the root holds
 * @param generation the split that the items of the total belong to
 */
export const takesTotal = (
  root: CounterItem,
  held: Total | undefined,
  total: Total,
  generation: number,
): boolean =>
  isSplit(root) &&
  root.split.generation === generation &&
  (held === undefined || held.commits < total.commits);

/** Returns the total that a reader shows of a root. Undefined: the reader sums the items that make up the counter. */
export const shownTotal = (root: CounterItem, held: Total | undefined, nowMs: number): Total | undefined =>
  held !== undefined && isSplit(root) && nowMs - held.asOfMs <= OLDEST_TOTAL_MS ? held : undefined;
