// The way of a read: the hottest item, the items of a split post, and what a cache at the edge would spare the origin.

import type { Scenario, Workload } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { BATCH_GET_KEYS, PARTITION } from '../limits.ts';
import { EDGE_REQUESTS_PER_SECOND } from '../quotas.ts';
import { READ_UNITS, type Traffic } from '../traffic.ts';
import { isSplit, openBuckets } from './buckets.ts';
import { type Component, component, show } from './component.ts';

/** An answer without a token may be kept and shared for so long. source: lambdas/read-counts.ts */
const MAX_AGE_SECONDS = 1;

/**
 * The share of readers that an edge cache would answer: those of the hottest page, except one in each second. All other pages are
 * taken to be different ones, so this is the least that it would answer.
 */
export function edgeHitRate({ hotKeyShare }: Workload, pagesPerSecond: number): number {
  const ofHotPage = pagesPerSecond * hotKeyShare * MAX_AGE_SECONDS;
  return pagesPerSecond === 0 ? 0 : hotKeyShare * (ofHotPage / (ofHotPage + 1));
}

export function readComponents({ workload }: Scenario, capacity: Capacity, at: Traffic): Component[] {
  const split = isSplit(capacity, at);
  const items = split ? 1 + openBuckets(capacity) : 1;
  const hits = edgeHitRate(workload, at.pages);
  return [
    component({
      name: 'reads: hottest item',
      load: at.pages * workload.hotKeyShare * READ_UNITS.count,
      limit: PARTITION.readUnitsPerSecond,
      unit: 'read units/s',
      declared: 'no cache',
      elasticity: 'wall',
      formula: `peak ${show(at.pages)} pages × share ${workload.hotKeyShare} × 0.5`,
      source: 'DynamoDB guide, partition throughput',
      remedy: 'a cache at the edge: one read a second for each post',
    }),
    component({
      name: 'reads: items of a split post',
      load: items,
      limit: BATCH_GET_KEYS,
      unit: 'items',
      declared: split ? `root and ${show(items - 1)} buckets` : 'one item',
      elasticity: 'wall',
      formula: split ? '1 + min(buckets, lanes)' : 'not split',
      source: 'DynamoDB API, BatchGetItem',
      remedy: 'a roll-up that writes the total on the root',
    }),
    component({
      name: 'reads: edge cache',
      load: at.pages,
      limit: EDGE_REQUESTS_PER_SECOND,
      unit: 'pages/s',
      declared: `none; it would answer at least ${show(100 * hits)}% without a token`,
      elasticity: 'not-built',
      formula: `share ${workload.hotKeyShare} × n / (n + 1), n = ${show(at.pages * workload.hotKeyShare)} readers of the hottest page in its second`,
      source: 'CloudFront guide, quotas',
      remedy: 'have the requests of a distribution raised',
    }),
  ];
}
