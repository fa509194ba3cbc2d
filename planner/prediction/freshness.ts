// How old a like is when it is in its count: its wait in the burst queue, the rest of its lane's cycle, and the work on its batch.

import type { Batches } from './batches.ts';
import type { Moment } from './fill-queue.ts';
import { quantile, type Weighted } from './quantile.ts';

/** A like arrives anywhere in the cycle. So many points stand for that. */
const POINTS = 20;

export interface Freshness {
  readonly p50: number;
  readonly p99: number;
}

/** @param batchesAt the batches of a lane that gets so many likes a second */
export function freshness(
  moments: readonly Moment[],
  pollSeconds: number,
  batchesAt: (likesPerSecond: number) => Batches,
): Freshness {
  const waits = queueWaits(moments);
  const values: Weighted[] = moments.flatMap(({ direct, overflow, drained }, index) => {
    const batches = batchesAt(direct + drained);
    return ages(batches, pollSeconds).flatMap(({ value, weight }) => [
      { value, weight: weight * direct },
      { value: value + (waits[index] ?? 0), weight: Number.isFinite(waits[index]) ? weight * overflow : 0 },
    ]);
  });
  const counted = values.filter(({ weight }) => weight > 0);
  return { p50: quantile(counted, 0.5), p99: quantile(counted, 0.99) };
}

/** The first like of a batch opens the window, once it is read. The others wait for the rest of it. */
function ages(
  { likesPerBatch, cycleSeconds, gatherSeconds, processSeconds }: Batches,
  poll: number,
): Weighted[] {
  const ofFirst = 1 / likesPerBatch;
  return Array.from({ length: POINTS }, (_, index) => (index + 0.5) / POINTS).flatMap((point) => [
    { value: processSeconds + gatherSeconds + point * poll, weight: ofFirst / POINTS },
    {
      value:
        processSeconds +
        point * Math.max(gatherSeconds, Math.min(cycleSeconds, gatherSeconds + processSeconds)),
      weight: (1 - ofFirst) / POINTS,
    },
  ]);
}

/** How long a like that is queued in each second waits: the first come is the first served. Infinite where it is never served. */
function queueWaits(moments: readonly Moment[]): number[] {
  let queued = 0;
  let served = 0;
  let at = 0;
  return moments.map(({ overflow }, index) => {
    if (overflow === 0) return 0;
    queued += overflow;
    while (at < moments.length && served + (moments[at]?.drained ?? 0) < queued - 1e-6) {
      served += moments[at]?.drained ?? 0;
      at += 1;
    }
    return at < moments.length ? Math.max(0, at - index) : Number.POSITIVE_INFINITY;
  });
}
