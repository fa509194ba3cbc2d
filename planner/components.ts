// All that can run out, along the way of a like, of a read and of an update to those who look.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Capacity } from './capacity.ts';
import { apiComponents } from './components/api.ts';
import { bucketComponents } from './components/buckets.ts';
import { burstComponents } from './components/burst-queue.ts';
import type { Component } from './components/component.ts';
import { functionComponents } from './components/functions.ts';
import { logComponents } from './components/logs-and-metrics.ts';
import { pushComponents } from './components/push.ts';
import { readComponents } from './components/read-path.ts';
import { rollUpComponents } from './components/roll-up.ts';
import { streamComponents } from './components/stream.ts';
import { tableComponents } from './components/tables.ts';
import { trafficAt } from './traffic.ts';

export function componentsOf(scenario: Scenario, capacity: Capacity): Component[] {
  const at = trafficAt('peak', scenario, capacity);
  return [
    ...apiComponents(scenario, capacity, at),
    ...functionComponents(scenario, capacity, at),
    ...streamComponents(scenario, capacity, at),
    ...burstComponents(scenario, capacity, at),
    ...tableComponents(scenario, capacity, at),
    ...bucketComponents(scenario, capacity, at),
    ...readComponents(scenario, capacity, at),
    ...rollUpComponents(capacity, at),
    ...pushComponents(scenario, capacity, at),
    ...logComponents(scenario, capacity, at),
  ];
}

/** How many times the workload can grow before this runs out, all else in proportion. */
export const timesUntilFull = ({ usePercent, fullAtTimes }: Component): number =>
  fullAtTimes ?? (usePercent > 0 ? 100 / usePercent : Number.POSITIVE_INFINITY);
