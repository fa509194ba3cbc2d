// What the stream costs in either mode.

import type { Workload } from '../../scenarios/scenario.ts';
import type { StreamCapacity } from '../capacity.ts';
import { HOURS_PER_MONTH, MILLION, PRICES, PUT_UNIT_BYTES, SECONDS_PER_MONTH } from '../prices.ts';
import type { PartCost } from './part-cost.ts';

const GIGABYTE = 1e9;
const HOURS_INCLUDED = 24;

/** An on-demand stream bills each record as whole KB. source: Kinesis pricing */
const billedBytes = (bytes: number): number => Math.ceil(bytes / 1_024) * 1_024;

/** A month of shards. A longer retention costs the same, whatever its length. */
export const shardsCost = (shards: number, retentionHours: number): number =>
  shards *
  (PRICES.shardHour + (retentionHours > HOURS_INCLUDED ? PRICES.extendedRetentionShardHour : 0)) *
  HOURS_PER_MONTH;

export function streamCost(
  stream: StreamCapacity,
  { eventBytes }: Workload,
  likesPerSecond: number,
): PartCost {
  const likes = likesPerSecond * SECONDS_PER_MONTH;
  if (stream.mode === 'provisioned') {
    const atRest = shardsCost(stream.shards, stream.retentionHours);
    const perLike = Math.ceil(eventBytes / PUT_UNIT_BYTES) * PRICES.putUnit;
    return {
      atRest,
      perMillionLikes: perLike * MILLION,
      perMillionPages: 0,
      perMonth: atRest + likes * perLike,
    };
  }
  const atRest = PRICES.onDemandStreamHour * HOURS_PER_MONTH;
  const gigabytes = billedBytes(eventBytes) / GIGABYTE;
  const monthsKept = Math.max(0, stream.retentionHours - HOURS_INCLUDED) / HOURS_PER_MONTH;
  const perLike =
    gigabytes * (PRICES.onDemandStreamGigabyteIn + monthsKept * PRICES.onDemandRetentionGigabyteMonth) +
    (eventBytes / GIGABYTE) * PRICES.onDemandStreamGigabyteOut;
  return {
    atRest,
    perMillionLikes: perLike * MILLION,
    perMillionPages: 0,
    perMonth: atRest + likes * perLike,
  };
}

/** Below this many likes a second, all month, an on-demand stream is cheaper than these shards. */
export function streamBreakEven(stream: StreamCapacity, workload: Workload): number {
  const provisioned = streamCost({ ...stream, mode: 'provisioned' }, workload, 0);
  const onDemand = streamCost({ ...stream, mode: 'on-demand' }, workload, 0);
  const perLike = (onDemand.perMillionLikes - provisioned.perMillionLikes) / MILLION;
  return Math.max(0, provisioned.atRest - onDemand.atRest) / perLike / SECONDS_PER_MONTH;
}
