// What each partition key may consume. All items of a key are in one partition at first, so a key never gets more than a
// partition gives. A key has a bucket only while it is busy.

import { DebtBucket } from './debt-bucket.ts';
import { SecondCounter } from './second-counter.ts';

interface BusyKey {
  readonly bucket: DebtBucket;
  readonly counter: SecondCounter;
}

/** How many keys may have a bucket before those that are at rest lose theirs. */
const SWEEP_AT = 10_000;

export class KeyBuckets {
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #keys = new Map<string, BusyKey>();
  #sweepAt = SWEEP_AT;
  #hottest: { readonly key: string; readonly busy: BusyKey } | undefined;

  constructor(perSecond: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  get perSecond(): number {
    return this.#perSecond;
  }

  get size(): number {
    return this.#keys.size;
  }

  isEmpty(key: string): boolean {
    return this.#keys.get(key)?.bucket.isEmpty ?? false;
  }

  take(key: string, units: number): void {
    const busy = this.#keys.get(key) ?? this.#start(key);
    busy.bucket.take(units);
    const nowMs = this.#now();
    const thisSecond = busy.counter.add(units, nowMs);
    if (thisSecond > (this.#hottest?.busy.counter.add(0, nowMs) ?? 0)) this.#hottest = { key, busy };
  }

  /** Returns the busiest key and the units of its last full second. */
  hottest(): { readonly key: string; readonly perSecond: number } | undefined {
    return (
      this.#hottest && {
        key: this.#hottest.key,
        perSecond: this.#hottest.busy.counter.lastSecond(this.#now()),
      }
    );
  }

  #start(key: string): BusyKey {
    if (this.#keys.size >= this.#sweepAt) this.#sweep();
    const busy = { bucket: new DebtBucket(this.#perSecond, 1, this.#now), counter: new SecondCounter() };
    this.#keys.set(key, busy);
    return busy;
  }

  /** A full bucket is like a new one. */
  #sweep() {
    for (const [key, { bucket }] of this.#keys) if (bucket.isFull) this.#keys.delete(key);
    this.#sweepAt = Math.max(SWEEP_AT, this.#keys.size * 2);
  }
}
