// The metrics of the local cloud, minute by minute. A minute may be set to be shorter than 60 s, so that an alarm that takes an hour
// on AWS takes a few minutes here. A metric is kept only as long as an alarm may ask for it.

import { keyOfMetric, type Metric } from './metric.ts';
import { readStatistic, type Statistic, StatisticSet } from './statistic-set.ts';

export interface MetricStoreOptions {
  /** How long a minute lasts here. The default is 60 s. */
  readonly minuteMs?: number | undefined;
  readonly now?: () => number;
}

/** Takes the values of one metric. */
export interface Series {
  /** Adds a value to the minute of a time, which is now by default. */
  add(value: number, atMs?: number): void;
}

/** Which data points are read: the periods that end with a minute. */
export interface Range {
  /** The last minute of the last period. */
  readonly lastMinute: number;
  readonly periodMinutes: number;
  readonly periods: number;
}

/** A data point for each period, the oldest first. Undefined means that there is none. */
export type DataPoints = readonly (number | undefined)[];

const MINUTE_MS = 60_000;

interface KeptMetric {
  /** How many minutes are kept. 0 means that nobody asks for the metric. */
  keptMinutes: number;
  readonly minutes: Map<number, StatisticSet>;
}

export class MetricStore {
  readonly minuteMs: number;
  readonly now: () => number;
  readonly #metrics = new Map<string, KeptMetric>();

  constructor({ minuteMs = MINUTE_MS, now = Date.now }: MetricStoreOptions = {}) {
    this.minuteMs = minuteMs;
    this.now = now;
  }

  /** Returns the number of the minute that a time is in. */
  minuteOf(atMs: number): number {
    return Math.floor(atMs / this.minuteMs);
  }

  /**
   * Returns what an age is in the time of the alarms. Where a minute lasts a second, what has waited for ten seconds is ten minutes old,
   * so that the threshold of an alarm means what it means on AWS.
   */
  scaleAge(ms: number): number {
    return (ms * MINUTE_MS) / this.minuteMs;
  }

  /** Keeps at least this many minutes of a metric from now on. */
  keep(metric: Metric, minutes: number): void {
    const kept = this.#find(metric);
    kept.keptMinutes = Math.max(kept.keptMinutes, minutes);
  }

  series(metric: Metric): Series {
    const kept = this.#find(metric);
    return {
      add: (value, atMs = this.now()) => {
        if (kept.keptMinutes === 0) return;
        const minute = this.minuteOf(atMs);
        const set = kept.minutes.get(minute) ?? new StatisticSet();
        kept.minutes.set(minute, set);
        set.add(value);
      },
    };
  }

  read(metric: Metric, statistic: Statistic, { lastMinute, periodMinutes, periods }: Range): DataPoints {
    const { minutes } = this.#find(metric);
    return Array.from({ length: periods }, (_, index) => {
      const end = lastMinute - (periods - 1 - index) * periodMinutes;
      const sets = Array.from({ length: periodMinutes }, (_, back) => minutes.get(end - back));
      return readStatistic(
        sets.filter((set) => set !== undefined),
        statistic,
      );
    });
  }

  /** Forgets the minutes that are no longer kept. */
  forget(): void {
    const current = this.minuteOf(this.now());
    for (const { keptMinutes, minutes } of this.#metrics.values())
      for (const minute of minutes.keys()) if (minute < current - keptMinutes) minutes.delete(minute);
  }

  #find(metric: Metric): KeptMetric {
    const key = keyOfMetric(metric);
    const kept = this.#metrics.get(key) ?? { keptMinutes: 0, minutes: new Map<number, StatisticSet>() };
    this.#metrics.set(key, kept);
    return kept;
  }
}
