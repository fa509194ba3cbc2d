// Says that something does not happen that always happens. No error tells of it.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { show } from '../components/component.ts';
import { type Alarm, type AlarmMetric, alarmOn } from './alarm.ts';
import { behindSeconds } from './lag-alarms.ts';

/** So many times the age at which counting is behind. */
const LONGER_THAN_USUAL = 5;
/** At night a site has this share of its likes. An assumption. */
const NIGHT_SHARE = 1 / 10;
/** Chance leaves a time without a like in which so many are expected once in 10^13 times. source: Poisson, e^-30 */
const EXPECTED_LIKES = 30;
const PERIOD_SECONDS = 300;
/** Where likes are rarer, their absence says nothing within an hour. */
const LONGEST_SECONDS = 3_600;

const printed = (name: 'acceptLike' | 'batchLikes', metric: string): AlarmMetric => ({
  of: { kind: 'printed', name },
  name: metric,
  statistic: 'Sum',
});

export function silenceAlarms(scenario: Scenario, capacity: Capacity): Alarm[] {
  const { steadyEventsPerSecond: steady } = scenario.workload;
  const behind = behindSeconds(scenario, capacity);
  const minutes = Math.ceil((LONGER_THAN_USUAL * behind) / 60);
  const quietSeconds = EXPECTED_LIKES / (NIGHT_SHARE * steady);
  const periods = Math.max(2, Math.ceil(quietSeconds / PERIOD_SECONDS));
  return [
    {
      key: 'likes-not-counted',
      says: 'Likes are accepted, and not one of them is counted.',
      metrics: {
        accepted: printed('acceptLike', 'LikesAccepted'),
        counted: printed('batchLikes', 'PostsCounted'),
      },
      expression: 'IF(FILL(counted, 0) > 0, 0, FILL(accepted, 0))',
      when: 'at least',
      threshold: 1,
      unit: 'likes',
      periodSeconds: 60,
      datapoints: minutes,
      periods: minutes,
      missing: 'good',
      formula: `${LONGER_THAN_USUAL} × ${show(behind)} s without a counted post, and likes in each minute of it`,
      source: 'lambdas/http/answer-taken.ts, lambdas/batch-likes.ts',
    },
    ...(steady > 0 && quietSeconds <= LONGEST_SECONDS
      ? [
          {
            key: 'likes-not-accepted',
            says: 'Nobody likes anything: something before the functions keeps people away.',
            metrics: {
              accepted: printed('acceptLike', 'LikesAccepted'),
              // While the stream takes none, every like is queued.
              queued: printed('acceptLike', 'LikesQueued'),
            },
            expression: 'FILL(accepted, 0) + FILL(queued, 0)',
            when: 'below',
            threshold: 1,
            unit: 'likes',
            periodSeconds: PERIOD_SECONDS,
            datapoints: periods,
            periods,
            missing: 'bad',
            formula: `max(${2 * PERIOD_SECONDS} s, ${EXPECTED_LIKES} likes / (steady ${show(steady)}/s × ${NIGHT_SHARE}))`,
            source: 'a Poisson process: e^-30 is no chance',
          } satisfies Alarm,
        ]
      : []),
  ];
}

/** Of the function that likes a post now and then as a person does, if the deployment has it. */
export function canaryAlarms(everyMinutes: number): Alarm[] {
  const of = { kind: 'canary' } as const;
  const periodSeconds = 60 * everyMinutes;
  const source = 'the schedule of the canary';
  return [
    alarmOn(
      { of, name: 'Errors', statistic: 'Sum' },
      {
        key: 'canary-failed',
        says: 'What the canary liked was not accepted, not counted, or not shown.',
        threshold: 1,
        unit: 'errors',
        periodSeconds,
        datapoints: 2,
        periods: 3,
        formula: `2 of 3 runs, one every ${everyMinutes} min`,
        source,
      },
    ),
    {
      ...alarmOn(
        { of, name: 'Invocations', statistic: 'Sum' },
        {
          key: 'canary-silent',
          says: 'The canary does not run.',
          threshold: 1,
          unit: 'runs',
          periodSeconds,
          datapoints: 3,
          periods: 3,
          formula: `3 runs, one every ${everyMinutes} min`,
          source,
        },
      ),
      when: 'below',
      missing: 'bad',
    },
  ];
}
