// How far a count is behind: how long it takes until the count has reached the n-th like, from the moment that this like was sent. While
// likes wait in the burst queue, newer ones are counted first, and the count is behind by as many as wait.

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
  const values: Weighted[] = moments.flatMap(({ direct, queued, drained }, index) => {
    const wait = waits[index] ?? 0;
    return ages(batchesAt(direct + drained), pollSeconds).map(({ value, weight }) => ({
      value: value + wait,
      weight: Number.isFinite(wait) ? weight * (direct + queued) : 0,
    }));
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

/** How long it takes until as many likes are on the stream as have been sent up to each second. Infinite where that is never so. */
function queueWaits(moments: readonly Moment[]): number[] {
  let sent = 0;
  let served = 0;
  let at = 0;
  const servedIn = (moment: Moment | undefined) => (moment ? moment.direct + moment.drained : 0);
  return moments.map(({ direct, queued }, index) => {
    sent += direct + queued;
    while (at < moments.length && served + servedIn(moments[at]) < sent - 1e-6) {
      served += servedIn(moments[at]);
      at += 1;
    }
    if (at === moments.length) return Number.POSITIVE_INFINITY;
    const partOfSecond = (sent - served) / Math.max(1e-9, servedIn(moments[at]));
    return Math.max(0, at + Math.min(1, partOfSecond) - (index + 1));
  });
}
