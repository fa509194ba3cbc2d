// How long a client waits for the 202: what a lone request takes, with its own spread, and the wait for the processor.

import { type Moment, RETRY_SECONDS } from './fill-queue.ts';
import { quantile, type Weighted } from './quantile.ts';

/** Standard normal quantiles at which the lognormal is sampled, with the share that each stands for. */
const SAMPLES = [
  { z: -1.28, share: 0.2 },
  { z: -0.52, share: 0.2 },
  { z: 0, share: 0.2 },
  { z: 0.52, share: 0.2 },
  { z: 1.15, share: 0.1 },
  { z: 1.6, share: 0.05 },
  { z: 2, share: 0.035 },
  { z: 2.45, share: 0.01 },
  { z: 2.9, share: 0.004 },
  { z: 3.3, share: 0.001 },
] as const;

/** Shares of the waiting time's distribution at which it is sampled. */
const WAITS = [0.5, 0.8, 0.95, 0.99, 0.999];
const WAIT_SHARES = [0.7, 0.15, 0.1, 0.04, 0.01];

export interface Latency {
  readonly baseMs: number;
  /** The spread of one request without load, as the sigma of a lognormal. */
  readonly sigma: number;
  /** CPU that a like takes of the one processor that all share. 0 where nothing is shared, as on AWS. */
  readonly cpuMs: number;
  /** The likes a second while the lone request was measured. What these make it wait is in its time already. */
  readonly baseLikesPerSecond: number;
}

export interface LatencyQuantiles {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

/** The wait of an M/D/1 queue: P(wait > t) = load × exp(-2 (1 - load) t / service). source: Kingman's heavy-traffic formula */
const waitMs = (load: number, serviceMs: number, share: number): number =>
  1 - share >= load ? 0 : (serviceMs * Math.log(load / (1 - share))) / (2 * (1 - load));

/** A processor that is this busy is overloaded, and its queue has no steady state. */
const MAX_LOAD = 0.98;

/** Parts of the time at which a like is tried again that the stream has throttled. */
const RETRIES_AT = [0.1, 0.3, 0.5, 0.7, 0.9];

/** Of what a like takes, the call to the stream is about half. */
const THROTTLED_TIMES = 1.5;

/** A throttled like takes two calls: to the stream and to the queue, or twice to the stream with a wait between them. */
export function latencies(
  moments: readonly Moment[],
  { baseMs, sigma, cpuMs, baseLikesPerSecond }: Latency,
): LatencyQuantiles {
  const values: Weighted[] = moments.flatMap(({ arrivals, direct, retried, queued }) => {
    const loadAt = (likes: number) => Math.min(MAX_LOAD, (likes * cpuMs) / 1_000);
    return WAITS.flatMap((share, index) => {
      const waitAt = (likes: number) => waitMs(loadAt(likes), cpuMs, share);
      const wait = Math.max(0, waitAt(arrivals) - waitAt(baseLikesPerSecond));
      return SAMPLES.flatMap(({ z, share: ofSample }) => {
        const weight = ofSample * (WAIT_SHARES[index] ?? 0);
        const one = baseMs * Math.exp(sigma * z);
        return [
          { value: one + wait, weight: weight * (direct - retried) },
          { value: one * THROTTLED_TIMES + wait, weight: weight * queued },
          ...RETRIES_AT.map((at) => ({
            value: one * THROTTLED_TIMES + wait + at * RETRY_SECONDS * 1_000,
            weight: (weight * retried) / RETRIES_AT.length,
          })),
        ];
      });
    });
  });
  const counted = values.filter(({ weight }) => weight > 0);
  return { p50: quantile(counted, 0.5), p99: quantile(counted, 0.99), p999: quantile(counted, 0.999) };
}
