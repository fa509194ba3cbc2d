// Derives from the options and the plan what a run is set to do.

import type { Plan } from '../../planner/plan.ts';
import type { LoadTestOptions } from './options.ts';
import type { Setting } from './result.ts';
import { makeShape, SHARD_RECORDS_PER_SECOND, type Shape } from './shapes.ts';

/** Enough for a percentile within seconds, and little work for two cores. */
const MOST_CALIBRATION_LIKES_PER_SECOND = 25;

interface PlannedSetting {
  readonly setting: Setting;
  readonly shape: Shape;
  /** Scaled. */
  readonly ratesPerSecond: readonly number[];
}

export function planSetting(options: LoadTestOptions, plan: Plan, isLocal: boolean): PlannedSetting {
  const { shape: name, scale, minutes, seed } = options;
  const shape = makeShape(name, plan, Math.max(1, Math.round(minutes * 60)));
  return {
    shape,
    ratesPerSecond: shape.arrivalsPerSecond.map((rate) => rate * scale),
    setting: {
      scenario: plan.name,
      shape: name,
      scale,
      minutes,
      seed,
      target: isLocal ? 'local cloud' : 'deployed API',
      queue: plan.capacity.burst !== undefined,
      streamLikesPerSecond: streamLikesPerSecond(plan) * (isLocal ? scale : 1),
    },
  };
}

export const streamLikesPerSecond = ({ capacity }: Plan): number =>
  capacity.stream.shards * SHARD_RECORDS_PER_SECOND;

/**
 * A busy machine answers a like faster than one that falls asleep between two of them, so that the rate is near that of a load. It is
 * 60% of what the stream takes at most, so that chance throttles hardly any.
 */
export const calibrationRate = (plan: Plan, scale: number): number =>
  Math.min(MOST_CALIBRATION_LIKES_PER_SECOND, streamLikesPerSecond(plan) * scale * 0.6);
