// A token bucket for each key, such as a person. A bucket is kept as one number, the time at which it will be full again. An
// example with 10 a second and a burst of 200:
//
//   at  0 s   ann sends 150 actions   her bucket lacks 150, so it is full again at 15 s
//   at  1 s   ann sends 100 actions   it lacks 140 and holds 60: she waits 4 s, until it holds 100. Nothing is taken
//   at  5 s   ann sends 100 actions   it lacks 100 and holds 100: full again at 25 s
//
// A full bucket need not be remembered. So the memory is bounded: it forgets the fullest of the keys that it has not heard of for
// longest, and those are full unless very many keys are in use.

import type { Rate } from './rate.ts';

export interface TokenBucketsOptions extends Rate {
  /** How many keys are remembered. */
  readonly maxKeys?: number;
}

/** About 2 MB. An environment answers a request in some milliseconds, so it does not meet as many within a bucket's time. */
const MAX_KEYS = 10_000;
/** Among so many of the oldest keys the fullest is forgotten. It is a constant, so that forgetting takes constant time. */
const CANDIDATES = 8;
/** Makes up for the rounding of times, in milliseconds. */
const ROUNDING_MS = 0.001;

export class TokenBuckets {
  readonly #burst: number;
  readonly #maxKeys: number;
  readonly #msPerToken: number;
  /** When each bucket is full again, in milliseconds since 1970. The map is in order of use. */
  readonly #fullAtMs = new Map<string, number>();

  constructor({ perSecond, burst, maxKeys = MAX_KEYS }: TokenBucketsOptions) {
    this.#burst = burst;
    this.#maxKeys = maxKeys;
    this.#msPerToken = 1_000 / perSecond;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#fullAtMs.size;
  }

  /** Returns how long it takes until the bucket holds so many tokens, in milliseconds. 0 means that they may be taken now. */
  waitMs(key: string, tokens: number, nowMs: number): number {
    if (tokens > this.#burst) throw new RangeError(`${tokens} never fit a bucket of ${this.#burst}`);
    const waitMs = this.#lackMs(key, nowMs) - (this.#burst - tokens) * this.#msPerToken;
    return waitMs > ROUNDING_MS ? waitMs : 0;
  }

  /** Takes tokens that `waitMs` allows now. */
  take(key: string, tokens: number, nowMs: number): void {
    const fullAtMs = nowMs + this.#lackMs(key, nowMs) + tokens * this.#msPerToken;
    this.#fullAtMs.delete(key);
    this.#fullAtMs.set(key, fullAtMs);
    if (this.#fullAtMs.size > this.#maxKeys) this.#forgetOne();
  }

  /** How long the bucket takes to be full. It never lacks more than all, also when the clock was set back. */
  #lackMs(key: string, nowMs: number): number {
    const lackMs = (this.#fullAtMs.get(key) ?? nowMs) - nowMs;
    return Math.min(Math.max(0, lackMs), this.#burst * this.#msPerToken);
  }

  #forgetOne(): void {
    let fullest: string | undefined;
    let leastMs = Infinity;
    let seen = 0;
    for (const [key, fullAtMs] of this.#fullAtMs) {
      if (fullAtMs < leastMs) [fullest, leastMs] = [key, fullAtMs];
      if (++seen === CANDIDATES) break;
    }
    if (fullest !== undefined) this.#fullAtMs.delete(fullest);
  }
}
