// The way of a read: the hottest item, the items of a split post, and what the edge answers.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { MAX_AGE, ORIGIN_READS_PER_SECOND } from '../edge.ts';
import { TOKEN_SHARE } from '../figures.ts';
import { BATCH_GET_KEYS, PARTITION } from '../limits.ts';
import { EDGE_REQUESTS_PER_SECOND } from '../quotas.ts';
import { READ_UNITS, type Traffic } from '../traffic.ts';
import { isSplit, openBuckets } from './buckets.ts';
import { type Component, component, show } from './component.ts';
import { SERVICE_QUOTAS } from '../service-quotas.ts';

export function readComponents(
  { workload, policies }: Scenario,
  capacity: Capacity,
  at: Traffic,
): Component[] {
  const split = isSplit(capacity, at);
  // Roll-up writes the total of a split post on its root.
  const items = split && !capacity.rollUp ? 1 + openBuckets(capacity) : 1;
  const ofHottest = at.pages * workload.hotKeyShare;
  const asked = policies.edge
    ? Math.min(ORIGIN_READS_PER_SECOND, ofHottest * (1 - TOKEN_SHARE)) + ofHottest * TOKEN_SHARE
    : ofHottest;
  // Each environment of read-counts remembers a count for a second. source: core/likes/remember-counts.ts
  const environments = Math.max(1, at.reading);
  return [
    component({
      name: 'reads: hottest item',
      load: Math.min(asked, environments) * READ_UNITS.count,
      limit: PARTITION.readUnitsPerSecond,
      unit: 'read units/s',
      declared: policies.edge ? 'a cache at the edge' : 'no cache before the API',
      elasticity: 'wall',
      formula: policies.edge
        ? `min(at most ${ORIGIN_READS_PER_SECOND} of the edge + ${show(ofHottest)} readers × ${TOKEN_SHARE} with a token, ${show(environments)} environments a second) × 0.5`
        : `min(peak ${show(at.pages)} pages × share ${workload.hotKeyShare}, ${show(environments)} environments a second) × 0.5`,
      source: 'DynamoDB guide, partition throughput',
      remedy: policies.edge ? 'reads without a token' : 'the edge: at most two reads a second for each post',
    }),
    component({
      name: 'reads: items of a split post',
      load: items,
      limit: BATCH_GET_KEYS,
      unit: 'items',
      declared: items > 1 ? `root and ${show(items - 1)} buckets` : 'one item',
      elasticity: 'wall',
      formula: items > 1 ? '1 + min(buckets, lanes)' : split ? 'the root has the total' : 'not split',
      source: 'DynamoDB API, BatchGetItem',
      remedy: 'the policy "totals": roll-up writes the total on the root',
    }),
    ...(policies.edge ? [edgeComponent(at)] : []),
  ];
}

/** Everything passes the edge. Only reads without a token are kept. */
function edgeComponent({ likes, pages, originPages, edge }: Traffic): Component {
  return component({
    name: 'edge: requests',
    load: likes + pages,
    limit: EDGE_REQUESTS_PER_SECOND,
    unit: 'requests/s',
    declared: `kept for ${MAX_AGE.leastSeconds} to ${MAX_AGE.mostSeconds} s; answers ${show(100 * edge.hitRate)}% of those without a token, and passes on ${show(originPages)} pages/s`,
    elasticity: 'quota',
    quota: SERVICE_QUOTAS.edgeRequests,
    formula: `peak ${show(likes)} likes + ${show(pages)} pages`,
    source: 'CloudFront guide, quotas',
    remedy: 'have the requests of a distribution raised',
  });
}
