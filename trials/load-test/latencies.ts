// Latencies in a histogram of constant relative error, so that a percentile far out is as exact as the median.

import { build, type Histogram } from 'hdr-histogram-js';

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

export class Latencies {
  /** In microseconds, with three digits. */
  readonly #histogram: Histogram = build({ autoResize: true, numberOfSignificantValueDigits: 3 });

  record(ms: number): void {
    this.#histogram.recordValue(Math.max(1, Math.round(ms * 1_000)));
  }

  get total(): number {
    return this.#histogram.totalCount;
  }

  /** Returns milliseconds; undefined when nothing was recorded. */
  percentiles(): Percentiles | undefined {
    if (this.total === 0) return undefined;
    const at = (percent: number) => this.#histogram.getValueAtPercentile(percent) / 1_000;
    return { p50: at(50), p99: at(99), p999: at(99.9) };
  }
}
