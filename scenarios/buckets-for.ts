// Says over how many buckets the lanes of a split post spread: as many as the scenario says, or more where a bucket would
// hold more lane marks than fit in one write unit.

import { MAX_LANE_MARKS } from '../core/counters/split-policy.ts';
import type { Scenario } from './scenario.ts';

export const bucketsFor = ({ hotPosts, stream }: Pick<Scenario, 'hotPosts' | 'stream'>): number =>
  Math.max(hotPosts.buckets, Math.ceil(stream.shards / MAX_LANE_MARKS));
