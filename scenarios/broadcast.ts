// Likes of a live show whose audience is known beforehand. Nearly all likes go to one post, and the load is steady enough to pay for by
// the hour.

import { PEOPLE } from './people.ts';
import type { Scenario } from './scenario.ts';

export const broadcast: Scenario = {
  name: 'broadcast',
  workload: {
    steadyEventsPerSecond: 1_500,
    peakEventsPerSecond: 4_000,
    peakSeconds: 900,
    hotKeyShare: 0.9,
    users: 2_000_000,
    eventBytes: 250,
    freshnessSeconds: 5,
    steadyReadsPerSecond: 500,
    peakReadsPerSecond: 1_500,
    postsPerRead: 1,
  },
  policies: {
    stream: 'provisioned',
    tables: 'provisioned',
    retentionHours: 72,
    // The show is hot from its first second.
    split: 'always',
    coolSeconds: 300,
    bursts: 'queue',
    shedding: { like: { shed: 'never' }, unlike: { shed: 'never' } },
    live: 'push',
    edge: false,
    fairness: PEOPLE,
    reserveConcurrency: false,
    logRetentionDays: 30,
  },
};
