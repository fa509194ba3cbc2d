// Likes on a site of one village: some a minute, and twenty a second when everybody looks. One database item per post would do.

import { PEOPLE } from './people.ts';
import type { Scenario } from './scenario.ts';

export const smallSite: Scenario = {
  name: 'small-site',
  workload: {
    steadyEventsPerSecond: 2,
    peakEventsPerSecond: 20,
    peakSeconds: 300,
    hotKeyShare: 0.3,
    users: 20_000,
    eventBytes: 250,
    freshnessSeconds: 5,
    steadyReadsPerSecond: 10,
    peakReadsPerSecond: 50,
    postsPerRead: 10,
  },
  policies: {
    stream: 'cheaper',
    tables: 'on-demand',
    retentionHours: 72,
    split: 'when-hot',
    coolSeconds: 300,
    bursts: 'queue',
    shedding: { like: { shed: 'never' }, unlike: { shed: 'never' } },
    live: 'off',
    edge: false,
    fairness: PEOPLE,
    reserveConcurrency: false,
    logRetentionDays: 30,
  },
};
