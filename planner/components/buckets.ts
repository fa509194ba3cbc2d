// Hot posts: whether one item takes the writes of the hottest post, and over how many buckets it is split if not.

import type { SplitPolicy } from '../../core/counters/split-policy.ts';
import { MAX_LANE_MARKS } from '../../core/counters/split-policy.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { bucketsFor } from '../buckets-for.ts';
import type { Capacity, StreamCapacity } from '../capacity.ts';
import { ROOT_BYTES_PER_LANE } from '../figures.ts';
import { HEADROOM } from '../headroom.ts';
import { ITEM_BYTES, PARTITION } from '../limits.ts';
import type { Traffic } from '../traffic.ts';
import { type Component, component, show } from './component.ts';

/** What decides whether a post is split. */
export type SplitCapacity = Pick<Capacity, 'hotPosts' | 'stream'>;

/** Room for lanes that happen to share a bucket: they are spread by a hash. */
const SPREAD = 4;

export function planHotPosts({ workload, policies }: Scenario, { shards }: StreamCapacity): SplitPolicy {
  const hotLikes = HEADROOM * workload.peakEventsPerSecond * workload.hotKeyShare;
  return {
    split: policies.split,
    buckets: bucketsFor(Math.max(1, Math.ceil((SPREAD * hotLikes) / PARTITION.writeUnitsPerSecond)), shards),
    splitAboveWritesPerSecond: PARTITION.writeUnitsPerSecond / 2,
    mergeBelowWritesPerSecond: PARTITION.writeUnitsPerSecond / 10,
    coolSeconds: policies.coolSeconds,
  };
}

/** Buckets that the lanes of a split post can open. */
export const openBuckets = ({ hotPosts, stream }: SplitCapacity): number =>
  Math.min(hotPosts.buckets, stream.shards);

/** Whether the hottest post is split at the peak: it is written too often, or by too many lanes. */
export const isSplit = ({ hotPosts, stream }: SplitCapacity, { hotPostWrites }: Traffic): boolean =>
  hotPosts.split === 'always' ||
  hotPostWrites > hotPosts.splitAboveWritesPerSecond ||
  stream.shards > MAX_LANE_MARKS;

export function bucketComponents({ workload }: Scenario, capacity: Capacity, at: Traffic): Component[] {
  const { hotPosts, stream } = capacity;
  const { shards } = stream;
  const split = isSplit(capacity, at);
  const writes = at.hotPostWrites;
  const cycle = `${show(shards)} lanes / ${show(at.batches.cycleSeconds)} s of a batch`;
  const items = split ? openBuckets(capacity) : 1;
  return [
    component({
      name: 'hottest post: writes of an item',
      load: writes / items,
      limit: PARTITION.writeUnitsPerSecond,
      unit: 'write units/s',
      declared: `${show(hotPosts.buckets)} buckets, split above ${hotPosts.splitAboveWritesPerSecond}/s`,
      elasticity: 'declared',
      formula: `${cycle}${split ? `, over ${show(items)} open buckets` : ', one item'}`,
      source: 'DynamoDB guide, partition throughput',
      remedy: 'more buckets, or a longer batch window',
    }),
    component({
      name: 'hottest post: writes before its split',
      load: writes,
      limit: PARTITION.writeUnitsPerSecond,
      unit: 'write units/s',
      declared: 'one item',
      elasticity: 'wall',
      formula: `${cycle}; share of the post ${workload.hotKeyShare}`,
      source: 'DynamoDB guide, partition throughput',
      remedy: 'posts that are split from their first like, or a longer batch window',
    }),
    component({
      name: 'hottest post: marks of an item',
      load: shards / items,
      limit: MAX_LANE_MARKS,
      unit: 'marks',
      declared: `${show(hotPosts.buckets)} buckets`,
      elasticity: 'declared',
      formula: `${show(shards)} lanes / ${show(items)} of its items; more marks would cost a second write unit`,
      source: 'DynamoDB guide, item sizes',
      remedy: 'more buckets',
      // Above this, the post is split, and its buckets share the lanes.
      fullAtTimes: (hotPosts.buckets * MAX_LANE_MARKS) / shards,
    }),
    component({
      name: 'hottest post: size of its root',
      load: split ? shards * ROOT_BYTES_PER_LANE : shards * 50,
      limit: ITEM_BYTES,
      unit: 'bytes',
      declared: 'one root',
      elasticity: 'wall',
      formula: `${show(shards)} lanes × ${split ? ROOT_BYTES_PER_LANE : 50} B`,
      source: 'DynamoDB guide, constraints',
      remedy: 'a level of combiners between the lanes and the counters',
    }),
  ];
}
