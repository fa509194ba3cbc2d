// Logs and metrics: how much is written a day. No limit is near; the price is what counts.

import type { Capacity } from '../capacity.ts';
import { LOG_BYTES_PER_LIKE, LOG_BYTES_PER_PAGE } from '../figures.ts';
import type { Traffic } from '../traffic.ts';
import { type Component, component, show } from './component.ts';

/** 5,000 calls a second, of 1 MB each, for an account. Not confirmed. source: CloudWatch Logs quotas, PutLogEvents */
const LOG_BYTES_PER_SECOND = 5_000 * 1_048_576;

export const logBytesPerSecond = ({ likes, pages }: Traffic): number =>
  likes * LOG_BYTES_PER_LIKE + pages * LOG_BYTES_PER_PAGE;

export const logComponents = ({ logRetentionDays }: Capacity, at: Traffic): Component[] => [
  component({
    name: 'logs',
    load: logBytesPerSecond(at),
    limit: LOG_BYTES_PER_SECOND,
    unit: 'B/s',
    declared: `kept for ${logRetentionDays} days, ${show((logBytesPerSecond(at) * 86_400) / 1e9)} GB a day at the peak`,
    elasticity: 'quota',
    formula: `peak (${show(at.likes)} likes + ${show(at.pages)} pages) × ${LOG_BYTES_PER_LIKE} B`,
    source: 'CloudWatch Logs quotas, PutLogEvents',
    remedy: 'have PutLogEvents raised, or log a sample',
  }),
];
