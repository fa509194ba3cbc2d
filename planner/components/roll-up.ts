// The second stream, which carries what counts have become, and roll-up, which reads it.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity, FunctionSize, RollUpCapacity } from '../capacity.ts';
import { LIVE_OVERHEAD_SECONDS, ROLL_UP_CPU_MS, TIMELINE_SHARE } from '../figures.ts';
import { HEADROOM } from '../headroom.ts';
import { vcpuShare } from '../lane-rate.ts';
import { MAPPING, SHARD } from '../limits.ts';
import type { Traffic } from '../traffic.ts';
import { type Component, component, show } from './component.ts';
import { planTable, tableOf } from './tables.ts';
import type { Units } from './units.ts';

/** An update in a record: the key of a post, two numbers and a time. Measured with ids of 36 bytes. */
export const UPDATE_BYTES = 100;

/** So many that every shard has several, and few enough that a batch puts all of its updates with few calls. */
const ROOT_SLOTS_PER_SHARD = 16;

/** Each batch of likes puts a record for each root slot, so the more batches there are, the fewer slots a shard can have. */
const slotsPerShard = ({ batchesPerSecond }: Traffic): number =>
  Math.max(
    1,
    Math.min(ROOT_SLOTS_PER_SHARD, Math.floor(SHARD.recordsPerSecond / (HEADROOM * batchesPerSecond))),
  );

/** A month of minutes, to compare with. */
const TIMELINE_DAYS = 30;

/**
 * In the long tail an update holds one like, and a minute is a write. With a timeline for everybody, a like would cost half as much again.
 * Nobody draws a chart of fewer likes than this.
 */
const TIMELINE_FROM_LIKES = 100;

/** An update is lost only when roll-up fails for so long. The next one of the post makes up for it, except on the timeline. */
const RETENTION_HOURS = 24;

/** Updates a second: one for each post in each batch. */
export const updatesAt = ({ counterWrites }: Traffic): number => counterWrites;

/** A batch of likes puts one record for each root slot that its updates meet. */
export const updateRecordsAt = (at: Traffic, { rootSlots }: Pick<RollUpCapacity, 'rootSlots'>): number =>
  at.batchesPerSecond === 0
    ? 0
    : at.batchesPerSecond * Math.min(rootSlots, Math.max(1, updatesAt(at) / at.batchesPerSecond));

/** How many batches roll-up gets a second: each lane has one for each window, or for each record where there are fewer. */
export const rollUpBatchesAt = (at: Traffic, rollUp: RollUpCapacity): number =>
  Math.min(
    updateRecordsAt(at, rollUp),
    rollUp.stream.shards / Math.max(MAPPING.pollSeconds, rollUp.mapping.batchWindowSeconds),
  );

/** Updates that one lane takes a second. */
export const rollUpRate = ({ memoryMiB }: FunctionSize): number =>
  (1_000 * vcpuShare(memoryMiB)) / ROLL_UP_CPU_MS;

/** How many executions of roll-up are busy at a time. One that has told something waits until a second is over. */
export function rollingUp(
  at: Traffic,
  rollUp: RollUpCapacity,
  size: FunctionSize,
  changesPerSecond = 0,
): number {
  const working = rollUpBatchesAt(at, rollUp) * LIVE_OVERHEAD_SECONDS + updatesAt(at) / rollUpRate(size);
  return Math.max(working, Math.min(rollUp.stream.shards, changesPerSecond));
}

/** The minute of a post is written with each update of a post that has a timeline. */
export const timelineUnits = (at: Traffic): Units => ({ write: TIMELINE_SHARE * updatesAt(at), read: 1 });

/** Undefined where the scenario wants nothing live. */
export function planRollUp(
  { policies }: Scenario,
  { steady, peak }: { steady: Traffic; peak: Traffic },
  size: FunctionSize,
): RollUpCapacity | undefined {
  if (policies.live === 'off') return undefined;
  const updates = HEADROOM * updatesAt(peak);
  const shards = Math.max(
    1,
    Math.ceil((updates * UPDATE_BYTES) / SHARD.bytesPerSecond),
    Math.ceil(updates / rollUpRate(size)),
  );
  return {
    stream: { mode: 'provisioned', shards, retentionHours: RETENTION_HOURS },
    // Where changes are pushed, an invocation that tells one lasts for a second, and batches gather in that time.
    mapping: { batchSize: 1_000, batchWindowSeconds: policies.live === 'push' ? 0 : 1 },
    rootSlots: slotsPerShard(peak) * shards,
    timeline: planTable(policies.tables, { steady: timelineUnits(steady), peak: timelineUnits(peak) }, {}),
    timelineDays: TIMELINE_DAYS,
    timelineFromLikes: TIMELINE_FROM_LIKES,
  };
}

export function rollUpComponents({ rollUp, functions }: Capacity, at: Traffic): Component[] {
  if (!rollUp) return [];
  const { shards } = rollUp.stream;
  const updates = updatesAt(at);
  const records = updateRecordsAt(at, rollUp);
  const rate = rollUpRate(functions.rollUp);
  return [
    component({
      name: 'count-updates: records',
      load: records,
      limit: shards * SHARD.recordsPerSecond,
      unit: 'records/s',
      declared: `${show(shards)} shards, ${show(rollUp.rootSlots)} root slots`,
      elasticity: rollUp.rootSlots > shards ? 'declared' : 'wall',
      formula: `${show(at.batchesPerSecond)} batches × min(${show(rollUp.rootSlots)} root slots, ${show(updates / Math.max(1e-9, at.batchesPerSecond))} updates)`,
      source: 'Kinesis guide, quotas and limits',
      remedy: 'a longer batch window: fewer batches put fewer records',
    }),
    component({
      name: 'count-updates: bytes',
      load: updates * UPDATE_BYTES,
      limit: shards * SHARD.bytesPerSecond,
      unit: 'B/s',
      declared: `${show(shards)} shards`,
      elasticity: 'declared',
      formula: `${show(updates)} updates × ${UPDATE_BYTES} B, of ${show(shards)} shards × 1 MB`,
      source: 'Kinesis guide, quotas and limits',
      remedy: 'more shards',
    }),
    component({
      name: 'roll-up: CPU of a lane',
      load: updates / shards,
      limit: rate,
      unit: 'updates/s',
      declared: `${show(functions.rollUp.memoryMiB)} MiB`,
      elasticity: 'declared',
      formula: `${show(updates)} updates / ${show(shards)} lanes, of 1,000 ms × vCPU / ${ROLL_UP_CPU_MS} ms`,
      source: 'an assumption; Lambda guide, memory',
      remedy: 'more shards of count-updates',
    }),
    ...tableOf('timeline', rollUp.timeline, timelineUnits(at), {
      write: `${show(updates)} updates × ${TIMELINE_SHARE} of posts that have a timeline`,
      read: 'a reader a second',
    }),
  ];
}
