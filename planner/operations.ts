// All alarms of a deployment, and what they cost.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Capacity } from './capacity.ts';
import type { PartCost } from './costs/part-cost.ts';
import type { Alarm } from './operations/alarm.ts';
import { apiAlarms } from './operations/api-alarms.ts';
import { functionAlarms, quotaAlarm } from './operations/function-alarms.ts';
import { lagAlarms } from './operations/lag-alarms.ts';
import { queueAlarms } from './operations/queue-alarms.ts';
import { silenceAlarms } from './operations/silence-alarms.ts';
import { spendingAlarm } from './operations/spending-alarm.ts';
import { tableAlarms } from './operations/table-alarms.ts';
import { PRICES } from './prices.ts';

/** One for people, one for the machinery. */
export const DASHBOARDS = 2;

/** Those that harm people most come first. */
export const alarmsOf = (scenario: Scenario, capacity: Capacity): Alarm[] => [
  ...silenceAlarms(scenario, capacity),
  ...lagAlarms(scenario, capacity),
  ...apiAlarms(scenario, capacity),
  ...queueAlarms(scenario, capacity),
  ...functionAlarms(scenario, capacity),
  quotaAlarm(capacity),
  ...tableAlarms(capacity),
  spendingAlarm(scenario, capacity),
];

/** An alarm is paid for each metric that it watches. Free tiers are left out: ten alarms and three small dashboards of an account. */
export function operationsCost(alarms: readonly Alarm[]): PartCost {
  const metrics = alarms.reduce((sum, it) => sum + Object.keys(it.metrics).length, 0);
  const perMonth = metrics * PRICES.alarmMetricMonth + DASHBOARDS * PRICES.dashboardMonth;
  return { atRest: perMonth, perMillionLikes: 0, perMillionPages: 0, perMonth };
}
