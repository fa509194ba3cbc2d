// Capacity units to spend. What a request costs is known only once it is done. So a request is let in while anything is left, and
// the bucket may then owe units. It lets nothing in before it has gained them.

export class DebtBucket {
  readonly #burstSeconds: number;
  readonly #now: () => number;
  #perSecond: number;
  #units: number;
  #filledAtMs: number;

  /**
   * A new bucket holds one second's worth.
   *
   * @param burstSeconds how many seconds' worth it can save up
   */
  constructor(perSecond: number, burstSeconds: number, now: () => number) {
    this.#burstSeconds = burstSeconds;
    this.#now = now;
    this.#perSecond = perSecond;
    this.#units = perSecond;
    this.#filledAtMs = now();
  }

  get perSecond(): number {
    return this.#perSecond;
  }

  get isEmpty(): boolean {
    this.#fill();
    return this.#units <= 0;
  }

  get isFull(): boolean {
    this.#fill();
    return this.#units >= this.#most;
  }

  take(units: number): void {
    this.#fill();
    this.#units -= units;
  }

  /** What is saved up stays, up to the new size. */
  change(perSecond: number): void {
    if (perSecond === this.#perSecond) return;
    this.#fill();
    this.#perSecond = perSecond;
  }

  get #most() {
    return this.#perSecond * this.#burstSeconds;
  }

  #fill() {
    const nowMs = this.#now();
    // A clock that is set back neither fills nor empties the bucket.
    const gained = (Math.max(0, nowMs - this.#filledAtMs) * this.#perSecond) / 1_000;
    this.#units = Math.min(this.#most, this.#units + gained);
    this.#filledAtMs = nowMs;
  }
}
