// How many likes a second arrive over the time of a run. A shape says it in the scenario's own rates. The scale comes later.

import type { Plan } from '../../planner/plan.ts';
import { DAY_OF_LIKES } from './real-day.ts';

export const SHAPES = ['steady', 'burst', 'celebrity', 'real-day'] as const;
export type ShapeName = (typeof SHAPES)[number];

export interface Shape {
  /** Likes a second in each second of the run. */
  readonly arrivalsPerSecond: readonly number[];
  /** Share of the likes that goes to one post, 0 to 1. */
  readonly hotShare: number;
}

/** source: Kinesis guide, service sizes and limits */
export const SHARD_RECORDS_PER_SECOND = 1_000;
/** How far a burst is above what the shards take. */
const BURST_FACTOR = 1.5;
/** A burst stays below what the API lets through. Otherwise the API would refuse it before the queue could take it. */
const SHARE_OF_THROTTLE = 0.9;
/** The burst lasts for this part of the run. The rest is quiet, so that the queue drains within the run. */
const BURST = { from: 0.15, until: 0.4 };
const CELEBRITY_SHARE = 0.8;

export function makeShape(name: ShapeName, { scenario, capacity }: Plan, seconds: number): Shape {
  const { steadyEventsPerSecond: steady, peakEventsPerSecond: peak, hotKeyShare } = scenario.workload;
  const over = (rateAt: (elapsed: number) => number) =>
    Array.from({ length: seconds }, (_, second) => rateAt((second + 0.5) / seconds));
  switch (name) {
    case 'steady':
      return { arrivalsPerSecond: over(() => steady), hotShare: hotKeyShare };
    case 'burst': {
      const stream = capacity.stream.shards * SHARD_RECORDS_PER_SECOND;
      const burst = Math.min(
        stream * BURST_FACTOR,
        capacity.throttling.requestsPerSecond * SHARE_OF_THROTTLE,
      );
      const quiet = Math.min(steady, stream / 8);
      const rateAt = (elapsed: number) => (elapsed >= BURST.from && elapsed < BURST.until ? burst : quiet);
      return { arrivalsPerSecond: over(rateAt), hotShare: hotKeyShare };
    }
    case 'celebrity':
      return { arrivalsPerSecond: over(() => peak), hotShare: CELEBRITY_SHARE };
    case 'real-day':
      return { arrivalsPerSecond: over((elapsed) => peak * shareOfPeak(elapsed)), hotShare: hotKeyShare };
    default:
      return name satisfies never;
  }
}

/** @param elapsed part of the day that is over, 0 to 1 */
function shareOfPeak(elapsed: number): number {
  const hours = elapsed * DAY_OF_LIKES.length;
  const hour = Math.floor(hours);
  const from = DAY_OF_LIKES[hour % DAY_OF_LIKES.length] ?? 0;
  const to = DAY_OF_LIKES[(hour + 1) % DAY_OF_LIKES.length] ?? 0;
  return from + (to - from) * (hours - hour);
}
