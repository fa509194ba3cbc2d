// What counting, readers and roll-up take of the counters.

import type { LivePolicy } from '../../scenarios/scenario.ts';
import type { Traffic } from '../traffic.ts';
import { isSplit, openBuckets, type SplitCapacity } from './buckets.ts';
import type { Units } from './units.ts';

/** A post that is split from its first like has a root and, while it is not hot, one bucket. */
const ITEMS_OF_A_POST = 2;

/**
 * Roll-up sums the items of a split post, and writes the total on the root: once a second for the hottest post, and with each update
 * where all posts are split. It reads consistently.
 */
export function totalUnits(at: Traffic, capacity: SplitCapacity, live: LivePolicy): Units {
  if (live === 'off' || at.likes === 0) return { write: 0, read: 0 };
  const ofHottest = isSplit(capacity, at) ? Math.min(1, at.counterWrites) : 0;
  const ofOthers =
    capacity.hotPosts.split === 'always' ? Math.max(0, at.counterWrites - at.hotPostWrites) : 0;
  return {
    write: ofHottest + ofOthers,
    read: ofHottest * (1 + openBuckets(capacity)) + ofOthers * ITEMS_OF_A_POST,
  };
}

/** With what counting and readers take. */
export function counterUnits(at: Traffic, capacity: SplitCapacity, live: LivePolicy): Units {
  const totals = totalUnits(at, capacity, live);
  return { write: at.counterWrites + totals.write, read: at.counterReads + totals.read };
}
