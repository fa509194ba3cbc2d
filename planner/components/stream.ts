// The stream: how many shards the peak needs, by records and by bytes, or whether AWS had better decide.

import type { Scenario, Workload } from '../../scenarios/scenario.ts';
import type { Capacity, StreamCapacity } from '../capacity.ts';
import { HEADROOM } from '../headroom.ts';
import { NEW_ON_DEMAND_STREAM, SHARD } from '../limits.ts';
import { streamCost } from '../costs/stream-cost.ts';
import { ON_DEMAND_STREAM_BYTES_PER_SECOND, SHARDS } from '../quotas.ts';
import { SERVICE_QUOTAS } from '../service-quotas.ts';
import type { Traffic } from '../traffic.ts';
import { type Component, component, show } from './component.ts';

const SOURCE = 'Kinesis guide, quotas and limits';

/** Shards by the record cap and by the byte cap. The larger number holds. */
export function shardsFor({ peakEventsPerSecond, eventBytes }: Workload): number {
  const byRecords = (HEADROOM * peakEventsPerSecond) / SHARD.recordsPerSecond;
  const byBytes = (HEADROOM * peakEventsPerSecond * eventBytes) / SHARD.bytesPerSecond;
  return Math.max(1, Math.ceil(Math.max(byRecords, byBytes)));
}

/** What an on-demand stream takes at once: what a new one takes, or twice its last peak, which is the steady rate. */
export const onDemandTakes = ({ steadyEventsPerSecond }: Workload): number =>
  Math.max(NEW_ON_DEMAND_STREAM.recordsPerSecond, 2 * steadyEventsPerSecond);

export function planStream({ workload, policies }: Scenario): StreamCapacity {
  const declared = { shards: shardsFor(workload), retentionHours: policies.retentionHours };
  if (policies.stream !== 'cheaper') return { mode: policies.stream, ...declared };
  const monthly = (mode: StreamCapacity['mode']) =>
    streamCost({ mode, ...declared }, workload, workload.steadyEventsPerSecond).perMonth;
  const carriesPeak = workload.peakEventsPerSecond <= onDemandTakes(workload);
  const onDemand = carriesPeak && monthly('on-demand') < monthly('provisioned');
  return { mode: onDemand ? 'on-demand' : 'provisioned', ...declared };
}

export function streamComponents(
  { workload }: Scenario,
  { stream, rollUp }: Capacity,
  { likes, bytes }: Traffic,
): Component[] {
  const { shards, retentionHours, mode } = stream;
  const ofUpdates = rollUp?.stream.shards ?? 0;
  const kept = `kept for ${retentionHours} hours`;
  if (mode === 'on-demand')
    return [
      component({
        name: 'stream: records at once',
        load: likes,
        limit: onDemandTakes(workload),
        unit: 'records/s',
        declared: `on demand, ${kept}`,
        elasticity: 'wall',
        formula: `peak ${show(likes)}, of max(4,000, 2 × steady ${show(workload.steadyEventsPerSecond)})`,
        source: 'Kinesis guide, on-demand mode',
        remedy: 'provisioned shards',
      }),
      component({
        name: 'stream: bytes',
        load: bytes,
        limit: ON_DEMAND_STREAM_BYTES_PER_SECOND,
        unit: 'B/s',
        declared: 'on demand',
        elasticity: 'quota',
        quota: SERVICE_QUOTAS.onDemandStream,
        formula: `peak ${show(likes)} × ${workload.eventBytes} B`,
        source: SOURCE,
        remedy: 'have the throughput of on-demand streams raised',
      }),
    ];
  return [
    component({
      name: 'stream: records',
      load: likes,
      limit: shards * SHARD.recordsPerSecond,
      unit: 'records/s',
      declared: `${show(shards)} shards, ${kept}`,
      elasticity: 'declared',
      formula: `peak ${show(likes)}, of ${show(shards)} shards × 1,000`,
      source: SOURCE,
      remedy: 'more shards',
    }),
    component({
      name: 'stream: bytes',
      load: bytes,
      limit: shards * SHARD.bytesPerSecond,
      unit: 'B/s',
      declared: `${show(shards)} shards`,
      elasticity: 'declared',
      formula: `peak ${show(likes)} × ${workload.eventBytes} B, of ${show(shards)} shards × 1 MB`,
      source: SOURCE,
      remedy: 'more shards',
    }),
    component({
      name: 'stream: shards of the account',
      load: shards + ofUpdates,
      limit: SHARDS,
      unit: 'shards',
      declared: `${show(shards)} shards`,
      elasticity: 'quota',
      quota: SERVICE_QUOTAS.shards,
      formula: `ceil(${HEADROOM} × peak × max(1 / 1,000 records, ${workload.eventBytes} B / 1 MB))${ofUpdates > 0 ? ` + ${show(ofUpdates)} of count-updates` : ''}`,
      source: SOURCE,
      remedy: 'have the quota of shards raised',
    }),
  ];
}
