// Says that a function fails or is throttled more often than one invocation in a thousand, and that the account runs out of executions.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { show } from '../components/component.ts';
import { viewerInvocationsAt } from '../components/live-invocations.ts';
import { slotMessagesAt } from '../components/push.ts';
import { rollUpBatchesAt } from '../components/roll-up.ts';
import { audienceAt } from '../live/audience.ts';
import { trafficAt } from '../traffic.ts';
import { type Alarm, alarmOn, AT_ONCE, dashed, type FunctionName, SOON, TWICE } from './alarm.ts';

const ALLOWED = 1 / 1_000;
/** What is left is for the time until the quota is raised. */
const QUOTA_PERCENT = 80;

/** Invocations a second of the steady workload, of each function that a deployment has. Zero where nobody can tell. */
function invocationsOf(scenario: Scenario, capacity: Capacity): [name: FunctionName, perSecond: number][] {
  const { burst, rollUp, push } = capacity;
  const at = trafficAt('steady', scenario, capacity);
  const audience = audienceAt('steady', scenario.workload);
  const all: readonly (readonly [name: FunctionName, perSecond: number | undefined])[] = [
    ['acceptLike', at.likes],
    ['batchLikes', at.batchesPerSecond],
    ['readCounts', at.originPages],
    ['issueVisitor', 0],
    ['rotateKeys', 0],
    ['describeApi', 0],
    ['mergeBuckets', 1 / 60],
    ['drainBurst', burst && 0],
    ['rollUp', rollUp && rollUpBatchesAt(at, rollUp)],
    ['answerViewer', push && viewerInvocationsAt(capacity, audience)],
    ['broadcast', push && slotMessagesAt(audience, capacity)],
  ];
  return all.flatMap(([name, perSecond]) => (perSecond === undefined ? [] : [[name, perSecond]]));
}

/** It runs once in a month, and Secrets Manager takes hours to try again. */
const patienceWith = (name: FunctionName) => (name === 'rotateKeys' ? AT_ONCE : TWICE);

export const functionAlarms = (scenario: Scenario, capacity: Capacity): Alarm[] =>
  invocationsOf(scenario, capacity).flatMap(([name, perSecond]) => {
    const patience = patienceWith(name);
    const perPeriod = perSecond * patience.periodSeconds;
    const common = {
      threshold: Math.max(1, Math.ceil(ALLOWED * perPeriod)),
      ...patience,
      formula: `max(1, ${show(perPeriod)} invocations in ${patience.periodSeconds} s / 1,000)`,
      source: 'Lambda guide, metrics of functions',
    };
    const of = { kind: 'function', name } as const;
    return [
      alarmOn(
        { of, name: 'Errors', statistic: 'Sum' },
        {
          key: `${dashed(name)}-errors`,
          says: `${dashed(name)} crashes or runs out of time.`,
          unit: 'errors',
          ...common,
        },
      ),
      alarmOn(
        { of, name: 'Throttles', statistic: 'Sum' },
        {
          key: `${dashed(name)}-throttled`,
          says: `Lambda does not run ${dashed(name)}, because the account has no execution left for it.`,
          unit: 'throttles',
          ...common,
        },
      ),
    ];
  });

/** Of all functions of the account in the region, ours and others'. */
export const quotaAlarm = ({ alarms: { executionsAtATime } }: Capacity): Alarm =>
  alarmOn(
    { of: { kind: 'account' }, name: 'ConcurrentExecutions', statistic: 'Maximum' },
    {
      key: 'executions-near-quota',
      says: 'The functions of the account are about to be throttled.',
      threshold: (QUOTA_PERCENT / 100) * executionsAtATime,
      unit: 'executions',
      ...SOON,
      formula: `${QUOTA_PERCENT}% of ${show(executionsAtATime)}`,
      source: 'Lambda guide, quotas',
    },
  );
