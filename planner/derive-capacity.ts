// Derives what a deployment must declare to carry a scenario's workload.

import type { Scenario } from '../scenarios/scenario.ts';
import { type Capacity, SPLIT_POSTS_INDEX } from './capacity.ts';
import { planThrottling } from './components/api.ts';
import { planMapping } from './components/batch-window.ts';
import { planHotPosts } from './components/buckets.ts';
import { planBurst } from './components/burst-queue.ts';
import { planFunctions } from './components/functions.ts';
import { planPush } from './components/push.ts';
import { planRollUp } from './components/roll-up.ts';
import { planStream } from './components/stream.ts';
import { counterUnits } from './components/counter-units.ts';
import { indexUnits, ledgerUnits, planTable } from './components/tables.ts';
import { EXECUTIONS_AT_A_TIME } from './quotas.ts';
import { trafficAt } from './traffic.ts';

/** From which age of the oldest record, and of the oldest message, somebody must look. */
const ALARMS: Capacity['alarms'] = {
  iteratorAgeSeconds: 60,
  burstAgeSeconds: 300,
  executionsAtATime: EXECUTIONS_AT_A_TIME,
};

export function deriveCapacity(scenario: Scenario): Capacity {
  const { workload, policies } = scenario;
  const stream = planStream(scenario);
  const functions = planFunctions(scenario, stream);
  const eventSourceMapping = planMapping(workload, stream);
  const hotPosts = planHotPosts(scenario, stream);
  const steady = trafficAt('steady', scenario, { stream, eventSourceMapping });
  const peak = trafficAt('peak', scenario, { stream, eventSourceMapping });
  const both = <T>(make: (at: typeof peak) => T) => ({ steady: make(steady), peak: make(peak) });
  return {
    stream,
    eventSourceMapping,
    tables: {
      counters: planTable(
        policies.tables,
        both((at) => counterUnits(at, { stream, hotPosts }, policies.live)),
        {
          [SPLIT_POSTS_INDEX]: both((at) => indexUnits(at, hotPosts.splitAboveWritesPerSecond)),
        },
      ),
      likes: planTable(policies.tables, both(ledgerUnits), {}),
      // It is hardly written, and a cached page is read once in ten seconds. On demand that costs next to nothing.
      posts: planTable(
        'on-demand',
        both(() => ({ write: 1, read: 1 })),
        {},
      ),
    },
    hotPosts,
    throttling: planThrottling(scenario),
    fairness: policies.fairness,
    functions,
    burst: planBurst(scenario, stream, functions.drainBurst),
    rollUp: planRollUp(scenario, { steady, peak }, functions.rollUp),
    push: planPush(scenario, { steady, peak }, functions.broadcast),
    // It is no part of a workload: a deployment has one or not.
    canary: undefined,
    logRetentionDays: policies.logRetentionDays,
    alarms: ALARMS,
  };
}
