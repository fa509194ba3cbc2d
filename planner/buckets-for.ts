// Says over how many buckets the lanes of a split post spread.

import { MAX_LANE_MARKS } from '../core/counters/split-policy.ts';

/** Returns `wanted`, or more where a bucket would hold more lane marks than fit in one write unit. */
export const bucketsFor = (wanted: number, shards: number): number =>
  Math.max(wanted, Math.ceil(shards / MAX_LANE_MARKS));
