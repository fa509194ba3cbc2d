// The reads or the writes of one table or index: what they may consume, and what they have consumed.

import { Capacity, type CapacitySettings, type LimitType } from './capacity.ts';
import { KeyBuckets } from './key-buckets.ts';
import { SecondCounter } from './second-counter.ts';

export interface Exceeded {
  readonly limit: LimitType;
  /** Whether one partition key is at its limit, or the whole table or index. */
  readonly scope: 'key' | 'whole';
}

export interface FlowUsage {
  /** Units since the start. */
  readonly units: number;
  /** Units of the last full second, and the limit. */
  readonly perSecond: number;
  readonly limitPerSecond: number;
  readonly hottestKey: { readonly key: string; readonly perSecond: number } | undefined;
  readonly keyLimitPerSecond: number;
  /** Requests, or parts of batches, that were refused since the start. */
  readonly throttled: number;
}

export class Flow {
  readonly capacity: Capacity;
  readonly #keys: KeyBuckets;
  readonly #counter = new SecondCounter();
  readonly #now: () => number;
  #units = 0;
  #throttled = 0;

  constructor(settings: CapacitySettings, keyPerSecond: number, now: () => number) {
    this.capacity = new Capacity(settings, now);
    this.#keys = new KeyBuckets(keyPerSecond, now);
    this.#now = now;
  }

  /** Returns why a request is to be refused. A scan has no key. */
  exceeded(key: string | undefined): Exceeded | undefined {
    if (key !== undefined && this.#keys.isEmpty(key))
      return { limit: 'KeyRangeThroughputExceeded', scope: 'key' };
    const limit = this.capacity.exceeded();
    return limit && { limit, scope: 'whole' };
  }

  countThrottle(): void {
    this.#throttled += 1;
  }

  take(units: number, key: string | undefined): void {
    this.capacity.take(units);
    if (key !== undefined) this.#keys.take(key, units);
    this.#counter.add(units, this.#now());
    this.#units += units;
  }

  usage(): FlowUsage {
    return {
      units: this.#units,
      perSecond: this.#counter.lastSecond(this.#now()),
      limitPerSecond: this.capacity.perSecond,
      hottestKey: this.#keys.hottest(),
      keyLimitPerSecond: this.#keys.perSecond,
      throttled: this.#throttled,
    };
  }
}
