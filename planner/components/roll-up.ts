// The second stream, which carries what counts have become, and roll-up, which reads it.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { RollUpCapacity } from '../capacity.ts';
import { HEADROOM } from '../headroom.ts';
import { SHARD } from '../limits.ts';
import type { Traffic } from '../traffic.ts';
import { planTable, type Units } from './tables.ts';

/** An update in a record: the key of a post, two numbers and a time. Measured with ids of 36 bytes. */
export const UPDATE_BYTES = 100;

/** So many that every shard has several, and few enough that a batch puts all of its updates with one call (500 records). */
const ROOT_SLOTS_PER_SHARD = 16;

/** A day of minutes for everybody who looks back, and a month to compare with. */
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

/** The most: a minute of a post with enough likes is written again with each batch of roll-up that names the post. */
export const timelineUnits = (at: Traffic): Units => ({ write: updatesAt(at), read: 1 });

/** Undefined where the scenario wants nothing live. */
export function planRollUp(
  { policies }: Scenario,
  { steady, peak }: { steady: Traffic; peak: Traffic },
): RollUpCapacity | undefined {
  if (policies.live === 'off') return undefined;
  const bytesPerSecond = HEADROOM * updatesAt(peak) * UPDATE_BYTES;
  const shards = Math.max(1, Math.ceil(bytesPerSecond / SHARD.bytesPerSecond));
  return {
    stream: { mode: 'provisioned', shards, retentionHours: RETENTION_HOURS },
    mapping: { batchSize: 1_000, batchWindowSeconds: 1 },
    rootSlots: ROOT_SLOTS_PER_SHARD * shards,
    timeline: planTable(policies.tables, { steady: timelineUnits(steady), peak: timelineUnits(peak) }, {}),
    timelineDays: TIMELINE_DAYS,
    timelineFromLikes: TIMELINE_FROM_LIKES,
  };
}
