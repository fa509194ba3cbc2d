// Over how many buckets a split post's lanes spread in a deployment: as many as the scenario says, or as keep every bucket, too,
// within one write unit.

import { MAX_LANE_MARKS } from '../core/counters/split-policy.ts';
import type { Scenario } from './scenario.ts';

export const bucketsFor = ({ hotPosts, stream }: Pick<Scenario, 'hotPosts' | 'stream'>): number =>
  Math.max(hotPosts.buckets, Math.ceil(stream.shards / MAX_LANE_MARKS));
