// Logs and metrics: how much is written a day. No limit is near; the price is what counts.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { LOG_BYTES_PER_INVOCATION, LOG_BYTES_PER_LIKE, LOG_BYTES_PER_PAGE } from '../figures.ts';
import { type Audience, audienceAt } from '../live/audience.ts';
import { SERVICE_QUOTAS } from '../service-quotas.ts';
import type { Traffic } from '../traffic.ts';
import { type Component, component, show } from './component.ts';
import { liveInvocationsAt } from './live-invocations.ts';

/** 5,000 calls a second, of 1 MB each, for an account. Not confirmed. source: CloudWatch Logs quotas, PutLogEvents */
const LOG_BYTES_PER_SECOND = 5_000 * 1_048_576;

/** @param audience those who look at the same moment */
export const logBytesPerSecond = (
  at: Traffic,
  audience: Audience,
  capacity: Pick<Capacity, 'rollUp' | 'push'>,
): number =>
  at.likes * LOG_BYTES_PER_LIKE +
  at.originPages * LOG_BYTES_PER_PAGE +
  liveInvocationsAt(capacity, audience, at) * LOG_BYTES_PER_INVOCATION;

export function logComponents({ workload }: Scenario, capacity: Capacity, at: Traffic): Component[] {
  const audience = audienceAt('peak', workload);
  const bytes = logBytesPerSecond(at, audience, capacity);
  const live = liveInvocationsAt(capacity, audience, at);
  return [
    component({
      name: 'logs',
      load: bytes,
      limit: LOG_BYTES_PER_SECOND,
      unit: 'B/s',
      declared: `kept for ${capacity.logRetentionDays} days, ${show((bytes * 86_400) / 1e9)} GB a day at the peak`,
      elasticity: 'quota',
      quota: SERVICE_QUOTAS.logCalls,
      formula: `peak (${show(at.likes)} likes + ${show(at.originPages)} pages) × ${LOG_BYTES_PER_LIKE} B${live > 0 ? ` + ${show(live)} invocations for live counts × ${LOG_BYTES_PER_INVOCATION} B` : ''}`,
      source: 'CloudWatch Logs quotas, PutLogEvents',
      remedy: 'have PutLogEvents raised, or log a sample',
    }),
  ];
}
