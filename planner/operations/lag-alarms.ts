// Says that a reader of a stream is behind, at three ages of the oldest record: somebody should look, somebody must act, likes are
// about to be lost.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { show } from '../components/component.ts';
import { type Alarm, type AlarmMetric, alarmOn, AT_ONCE, dashed, SOON } from './alarm.ts';

const SOURCE = 'Lambda guide, metrics of functions: IteratorAge';
const HOUR_SECONDS = 3_600;
const LOST_SHARE = 2 / 3;

/** The age that a workload does not reach while all is well. A scenario that wants no fresher counts may have longer windows. */
export const behindSeconds = ({ workload }: Scenario, { alarms }: Capacity): number =>
  Math.max(alarms.iteratorAgeSeconds, 2 * workload.freshnessSeconds);

export function lagAlarms(scenario: Scenario, capacity: Capacity): Alarm[] {
  const { stream, rollUp, alarms } = capacity;
  const few = behindSeconds(scenario, capacity);
  const formula = `max(${show(alarms.iteratorAgeSeconds)} s, 2 × freshness ${show(scenario.workload.freshnessSeconds)} s)`;
  const ofReader = (name: 'batchLikes' | 'rollUp', does: string, retentionHours: number): Alarm[] => {
    const key = `${dashed(name)}-behind`;
    const age: AlarmMetric = { of: { kind: 'function', name }, name: 'IteratorAge', statistic: 'Maximum' };
    const lost = LOST_SHARE * retentionHours * HOUR_SECONDS;
    const at = (seconds: number) => ({ threshold: 1_000 * seconds, unit: 'ms', source: SOURCE });
    return [
      alarmOn(age, {
        key: `${key}-minutes`,
        says: `${dashed(name)} ${does} later than people expect.`,
        ...at(few),
        ...SOON,
        formula,
      }),
      alarmOn(age, {
        key: `${key}-hour`,
        says: `${dashed(name)} is an hour behind, and does not catch up by itself.`,
        ...at(Math.max(HOUR_SECONDS, 2 * few)),
        ...AT_ONCE,
        formula: `max(an hour, 2 × ${show(few)} s)`,
      }),
      alarmOn(age, {
        key: `${key}-retention`,
        says: `${dashed(name)} is so far behind that the stream will soon delete records that it has not read.`,
        ...at(lost),
        ...AT_ONCE,
        formula: `2/3 × retention ${show(retentionHours)} h`,
      }),
    ];
  };
  return [
    ...ofReader('batchLikes', 'counts likes', stream.retentionHours),
    ...(rollUp ? ofReader('rollUp', 'tells of counts', rollUp.stream.retentionHours) : []),
  ];
}
