// Says that a queue is too old or too deep, or that something was set aside.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { absorbs } from '../components/burst-queue.ts';
import { show } from '../components/component.ts';
import { type Alarm, type AlarmMetric, alarmOn, AT_ONCE, type QueueName, SOON } from './alarm.ts';

const SOURCE = 'SQS guide, CloudWatch metrics';

const of = (name: QueueName, metric: 'AgeOfOldestMessage' | 'NumberOfMessagesVisible'): AlarmMetric => ({
  of: { kind: 'queue', name },
  name: `Approximate${metric}`,
  statistic: 'Maximum',
});

/** It is filled as soon as it holds a message, and until it is empty. */
const filled = (name: QueueName, key: string, says: string): Alarm =>
  alarmOn(of(name, 'NumberOfMessagesVisible'), {
    key,
    says,
    threshold: 1,
    unit: 'messages',
    ...AT_ONCE,
    formula: 'any message',
    source: SOURCE,
  });

export function queueAlarms(scenario: Scenario, capacity: Capacity): Alarm[] {
  const { alarms, push } = capacity;
  const absorbed = absorbs(scenario, capacity);
  return [
    filled(
      'quarantine',
      'quarantine-filled',
      'Records were set aside, because this release could not read them.',
    ),
    ...(absorbed
      ? [
          alarmOn(of('burst', 'AgeOfOldestMessage'), {
            key: 'burst-old',
            says: 'Likes wait in the burst queue for longer than it is made for.',
            threshold: alarms.burstAgeSeconds,
            unit: 's',
            ...SOON,
            formula: `a queue is for bursts: ${show(alarms.burstAgeSeconds)} s`,
            source: SOURCE,
          }),
          alarmOn(of('burst', 'NumberOfMessagesVisible'), {
            key: 'burst-deep',
            says: 'The burst queue holds more than it can drain in time.',
            threshold: Math.max(1, Math.ceil(absorbed.messages)),
            unit: 'messages',
            ...SOON,
            formula: `drains ${show(absorbed.drainPerSecond)}/s × ${show(alarms.burstAgeSeconds)} s`,
            source: SOURCE,
          }),
          filled(
            'burstDeadLetters',
            'burst-dlq-filled',
            'Accepted likes could not be put on the stream in five tries.',
          ),
        ]
      : []),
    ...(push
      ? [
          alarmOn(of('broadcast', 'AgeOfOldestMessage'), {
            key: 'broadcast-old',
            says: 'Open pages are told of counts so late that messages soon expire.',
            threshold: push.retentionSeconds / 2,
            unit: 's',
            ...SOON,
            formula: `half of the retention, ${show(push.retentionSeconds)} s`,
            source: SOURCE,
          }),
        ]
      : []),
  ];
}
