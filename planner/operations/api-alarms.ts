// Says that people get errors, or wait.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { show } from '../components/component.ts';
import { viewerInvocationsAt } from '../components/live-invocations.ts';
import { ANSWER_MS } from '../figures.ts';
import { audienceAt } from '../live/audience.ts';
import { type Alarm, alarmOn, TWICE } from './alarm.ts';

const ALLOWED = 1 / 100;
/** So few failures are not worth waking anybody. */
const FEW = 5;
/** From here on a person feels a delay. source: Nielsen, Usability Engineering, response times */
const NOTICED_MS = 1_000;

export function apiAlarms({ workload }: Scenario, capacity: Capacity): Alarm[] {
  const api = { kind: 'api' } as const;
  const frames = viewerInvocationsAt(capacity, audienceAt('steady', workload)) * TWICE.periodSeconds;
  const viewersApi = { kind: 'viewersApi' } as const;
  return [
    {
      key: 'api-failing',
      says: 'More than one request in a hundred is answered with 5xx.',
      metrics: {
        failed: { of: api, name: '5xx', statistic: 'Sum' },
        requests: { of: api, name: 'Count', statistic: 'Sum' },
      },
      expression: 'FILL(failed, 0) - FILL(requests, 0) / 100',
      when: 'at least',
      threshold: FEW,
      unit: 'more than allowed',
      ...TWICE,
      missing: 'good',
      formula: `failed - ${100 * ALLOWED}% of the requests, and ${FEW} besides`,
      source: 'API Gateway guide, metrics',
    },
    alarmOn(
      { of: api, name: 'Latency', statistic: 'p99' },
      {
        key: 'api-slow',
        says: 'One request in a hundred takes so long that people notice.',
        threshold: Math.max(NOTICED_MS, 10 * ANSWER_MS),
        unit: 'ms',
        ...TWICE,
        formula: `max(${show(NOTICED_MS)} ms, 10 × the median of ${ANSWER_MS} ms)`,
        source: 'API Gateway guide, metrics',
      },
    ),
    ...(capacity.push
      ? [
          {
            key: 'viewers-failing',
            says: 'Those who look at counts cannot connect, or get errors for an answer.',
            metrics: {
              execution: { of: viewersApi, name: 'ExecutionError', statistic: 'Sum' },
              integration: { of: viewersApi, name: 'IntegrationError', statistic: 'Sum' },
            },
            expression: 'FILL(execution, 0) + FILL(integration, 0)',
            when: 'at least',
            threshold: Math.max(FEW, Math.ceil(ALLOWED * frames)),
            unit: 'errors',
            ...TWICE,
            missing: 'good',
            formula: `max(${FEW}, ${show(frames)} frames in ${TWICE.periodSeconds} s / 100)`,
            source: 'API Gateway guide, metrics of WebSocket APIs',
          } satisfies Alarm,
        ]
      : []),
  ];
}
