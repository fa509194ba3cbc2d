// The read or the write capacity of one table or index. The units here are scaled already.

import { DebtBucket } from './debt-bucket.ts';
import { MinutePeaks } from './minute-peaks.ts';

export type CapacitySettings =
  | { readonly mode: 'provisioned'; readonly perSecond: number }
  | {
      readonly mode: 'on-demand';
      /** What a table without traffic takes. */
      readonly startPerSecond: number;
      readonly maximumPerSecond: number | undefined;
    };

/** The last part of a throttling reason. source: DynamoDB API reference, ThrottlingReason */
export type LimitType =
  | 'ProvisionedThroughputExceeded'
  | 'KeyRangeThroughputExceeded'
  | 'MaxOnDemandThroughputExceeded';

/** Unused provisioned capacity is kept for 300 s. source: DynamoDB guide, "Burst and adaptive capacity" */
const BURST_SECONDS = 300;
/** An on-demand table takes up to twice its previous peak. source: DynamoDB guide, "On-demand capacity mode" */
const ON_DEMAND_GROWTH = 2;

export class Capacity {
  readonly #now: () => number;
  readonly #peaks: MinutePeaks;
  #settings: CapacitySettings;
  #bucket: DebtBucket;
  #maximum: DebtBucket | undefined;

  constructor(settings: CapacitySettings, now: () => number) {
    this.#now = now;
    this.#peaks = new MinutePeaks(now);
    this.#settings = settings;
    this.#bucket = this.#makeBucket();
    this.#maximum = this.#makeMaximum();
  }

  get mode(): CapacitySettings['mode'] {
    return this.#settings.mode;
  }

  /** What it takes for long, in units per second. */
  get perSecond(): number {
    return Math.min(this.#growth(), this.#maximum?.perSecond ?? Number.POSITIVE_INFINITY);
  }

  /** Returns the limit that a request would exceed. */
  exceeded(): LimitType | undefined {
    this.#bucket.change(this.#growth());
    if (this.#maximum?.isEmpty) return 'MaxOnDemandThroughputExceeded';
    if (!this.#bucket.isEmpty) return undefined;
    // An on-demand table has too few partitions for now, so each of them is at its limit.
    return this.mode === 'provisioned' ? 'ProvisionedThroughputExceeded' : 'KeyRangeThroughputExceeded';
  }

  take(units: number): void {
    this.#bucket.take(units);
    this.#maximum?.take(units);
    this.#peaks.add(units);
  }

  change(settings: CapacitySettings): void {
    const was = this.#settings;
    this.#settings = settings;
    if (was.mode !== settings.mode) this.#bucket = this.#makeBucket();
    if (settings.mode === 'provisioned') this.#maximum = undefined;
    else if (was.mode === 'provisioned' || was.maximumPerSecond !== settings.maximumPerSecond)
      this.#maximum = this.#makeMaximum();
    this.#bucket.change(this.#growth());
  }

  #growth() {
    if (this.#settings.mode === 'provisioned') return this.#settings.perSecond;
    return Math.max(this.#settings.startPerSecond, ON_DEMAND_GROWTH * this.#peaks.perSecond);
  }

  #makeBucket() {
    return new DebtBucket(this.#growth(), this.mode === 'provisioned' ? BURST_SECONDS : 1, this.#now);
  }

  #makeMaximum() {
    const most = this.#settings.mode === 'on-demand' ? this.#settings.maximumPerSecond : undefined;
    return most === undefined ? undefined : new DebtBucket(most, 1, this.#now);
  }
}
