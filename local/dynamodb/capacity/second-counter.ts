// Counts the units of the current second and remembers those of the second before.

export class SecondCounter {
  #second = 0;
  #units = 0;
  #last = 0;

  /** Returns the units of this second so far. */
  add(units: number, nowMs: number): number {
    this.#turn(nowMs);
    this.#units += units;
    return this.#units;
  }

  /** Returns the units of the last full second. */
  lastSecond(nowMs: number): number {
    this.#turn(nowMs);
    return this.#last;
  }

  #turn(nowMs: number) {
    const second = Math.floor(nowMs / 1_000);
    if (second === this.#second) return;
    this.#last = second === this.#second + 1 ? this.#units : 0;
    this.#second = second;
    this.#units = 0;
  }
}
