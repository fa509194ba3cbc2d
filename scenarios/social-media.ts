// Likes on a social network: the traffic is steady, and now and then one post draws half of it.

import { PEOPLE } from './people.ts';
import type { Scenario } from './scenario.ts';

export const socialMedia: Scenario = {
  name: 'social-media',
  workload: {
    steadyEventsPerSecond: 500,
    peakEventsPerSecond: 2_000,
    peakSeconds: 600,
    hotKeyShare: 0.5,
    users: 1_000_000,
    eventBytes: 250,
    freshnessSeconds: 5,
    steadyReadsPerSecond: 200,
    peakReadsPerSecond: 800,
    postsPerRead: 10,
  },
  policies: {
    stream: 'provisioned',
    tables: 'on-demand',
    // A weekend in which counting fails.
    retentionHours: 72,
    split: 'when-hot',
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
