// The rig of the drills: a deployment with all parts, whose alarms go off with the traffic of a laptop within a minute. The drills let a
// minute last 2 s for the alarms. An age grows with that, and a sum does not.

import { type OnDemandUnits, SPLIT_POSTS_INDEX, type TableCapacity } from '../../planner/capacity.ts';
import { UNLIMITED } from '../people.ts';
import type { Rig } from '../rig.ts';
import { smallSite } from '../small-site.ts';

/** A maximum that an import reaches. The drills lift it, because what it allows in five minutes is to be used within seconds. */
const FEW: OnDemandUnits = {
  warmWriteUnits: undefined,
  warmReadUnits: undefined,
  maxWriteUnits: 8,
  maxReadUnits: 8,
};
/** No alarm watches an index. */
const UNBOUNDED: OnDemandUnits = { ...FEW, maxWriteUnits: undefined, maxReadUnits: undefined };
const table: TableCapacity = { mode: 'on-demand', table: FEW, indexes: {} };

export const drills: Rig = {
  name: 'drills',
  scenario: {
    ...smallSite,
    workload: {
      ...smallSite.workload,
      peakEventsPerSecond: 4,
      // So large that a shard takes five a second, and the burst queue is deep with some hundreds.
      eventBytes: 200_000,
      // A run of the canary has to be in time on a busy machine.
      freshnessSeconds: 20,
      // So few open pages that a failing one is many.
      steadyReadsPerSecond: 0.5,
      peakReadsPerSecond: 1,
    },
    policies: { ...smallSite.policies, live: 'push' },
  },
  overrides: {
    // A few persons act for a village.
    fairness: UNLIMITED,
    stream: { mode: 'provisioned', shards: 1 },
    eventSourceMapping: { batchSize: 500, batchWindowSeconds: 1 },
    tables: {
      counters: { ...table, indexes: { [SPLIT_POSTS_INDEX]: UNBOUNDED } },
      likes: table,
      posts: table,
    },
    rollUp: { timeline: table, mapping: { batchSize: 500, batchWindowSeconds: 1 } },
    // What failed once comes again while the drill still waits.
    burst: { visibilityTimeoutSeconds: 10, maxReceiveCount: 100 },
    push: { connections: table, connectionSlots: 1, visibilityTimeoutSeconds: 14, retentionSeconds: 1_800 },
    functions: {
      drainBurst: { memoryMiB: 256, timeoutSeconds: 10 },
      broadcast: { memoryMiB: 1_024, timeoutSeconds: 12 },
      // It gives up 20 s before its timeout, so a run that failed is over when the next one begins.
      canary: { memoryMiB: 128, timeoutSeconds: 30 },
    },
    // 180 s are 6 s here. The usual age is a second or two.
    alarms: { iteratorAgeSeconds: 180, burstAgeSeconds: 600, executionsAtATime: 15 },
  },
};
