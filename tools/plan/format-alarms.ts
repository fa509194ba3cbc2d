// Formats the alarms that a deployment of the plan has: from which value on each goes off, and on request why from there. Pure.

import { show } from '../../planner/components/component.ts';
import type { Alarm } from '../../planner/operations/alarm.ts';
import type { Plan } from '../../planner/plan.ts';
import { columns, wrap } from './columns.ts';

const period = (seconds: number): string =>
  seconds % 3_600 === 0 ? `${seconds / 3_600} h` : `${seconds / 60} min`;

/** An age is in seconds, because days of milliseconds are hard to read. */
const thresholdOf = ({ when, threshold, unit }: Alarm): string =>
  unit === 'ms' && threshold >= 60_000
    ? `${when} ${show(threshold / 1_000)} s`
    : `${when} ${show(threshold)} ${unit}`;

/** For example: 3 of 5 × 1 min. */
const patienceOf = ({ datapoints, periods, periodSeconds }: Alarm): string =>
  periods === 1 ? period(periodSeconds) : `${datapoints} of ${periods} × ${period(periodSeconds)}`;

export function formatAlarms({ alarms }: Plan, why: boolean): string[] {
  return [
    ...columns(alarms.map((alarm) => [alarm.key, thresholdOf(alarm), patienceOf(alarm)])),
    ...(why
      ? [
          '',
          ...alarms.flatMap(({ key, says, formula, source }) =>
            wrap(`${says} ${formula}. Source: ${source}.`, `${key}: `, '    '),
          ),
        ]
      : []),
  ];
}
