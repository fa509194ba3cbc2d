// The highest consumption of the last half hour, by which an on-demand table grows. It is measured in whole minutes.

const MINUTE_MS = 60_000;
const MINUTES = 30;

export class MinutePeaks {
  readonly #now: () => number;
  /** The minutes that are over, with the units of each. */
  readonly #past: { readonly minute: number; readonly units: number }[] = [];
  #minute: number;
  #units = 0;
  #highest = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#minute = this.#minuteNow();
  }

  add(units: number): void {
    this.#turn();
    this.#units += units;
  }

  /** Returns the average units per second of the busiest of the last 30 full minutes. */
  get perSecond(): number {
    this.#turn();
    return this.#highest / 60;
  }

  #minuteNow() {
    return Math.floor(this.#now() / MINUTE_MS);
  }

  #turn() {
    const minute = this.#minuteNow();
    if (minute <= this.#minute) return;
    this.#past.push({ minute: this.#minute, units: this.#units });
    this.#minute = minute;
    this.#units = 0;
    while (this.#past[0] && this.#past[0].minute < minute - MINUTES) this.#past.shift();
    this.#highest = Math.max(0, ...this.#past.map(({ units }) => units));
  }
}
