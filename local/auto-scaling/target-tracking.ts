// Decides the capacity of a table or index, minute by minute, as a target tracking policy does. Pure.
// source: re:Post, "Why isn't DynamoDB auto scaling working as expected": two minutes above the target scale out, and 15 minutes
// at 20 percentage points below it scale in

export interface TargetTrackingSettings {
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** Consumed per provisioned capacity. */
  readonly targetPercent: number;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
  readonly scalesIn: boolean;
}

const SCALE_OUT_MINUTES = 2;
const SCALE_IN_MINUTES = 15;
const SCALE_IN_POINTS_BELOW = 20;

export class TargetTracking {
  readonly #settings: TargetTrackingSettings;
  /** The units per second of the last minutes. */
  #minutes: number[] = [];
  #scaledOutAtMs = Number.NEGATIVE_INFINITY;
  #scaledInAtMs = Number.NEGATIVE_INFINITY;

  constructor(settings: TargetTrackingSettings) {
    this.#settings = settings;
  }

  /** Takes in the units per second of the minute that is over, and returns the capacity from now on. */
  next(consumedPerSecond: number, capacity: number, nowMs: number): number {
    this.#minutes = [...this.#minutes, consumedPerSecond].slice(-SCALE_IN_MINUTES);
    const { minCapacity, maxCapacity } = this.#settings;
    const bounded = Math.min(maxCapacity, Math.max(minCapacity, capacity));
    return bounded === capacity ? this.#track(capacity, nowMs) : bounded;
  }

  #track(capacity: number, nowMs: number): number {
    const { targetPercent, scaleOutCooldownSeconds, scaleInCooldownSeconds, scalesIn } = this.#settings;
    const over = this.#minutes.slice(-SCALE_OUT_MINUTES);
    if (over.length === SCALE_OUT_MINUTES && over.every((used) => percent(used, capacity) > targetPercent)) {
      if (nowMs - this.#scaledOutAtMs < scaleOutCooldownSeconds * 1_000) return capacity;
      const wanted = this.#capacityFor(Math.max(...over));
      if (wanted > capacity) this.#scaledOutAtMs = nowMs;
      return Math.max(capacity, wanted);
    }
    const low = targetPercent - SCALE_IN_POINTS_BELOW;
    const isLow = this.#minutes.every((used) => percent(used, capacity) <= low);
    if (!scalesIn || this.#minutes.length < SCALE_IN_MINUTES || !isLow) return capacity;
    if (nowMs - this.#scaledInAtMs < scaleInCooldownSeconds * 1_000) return capacity;
    const wanted = this.#capacityFor(Math.max(...this.#minutes));
    if (wanted < capacity) {
      this.#scaledInAtMs = nowMs;
      this.#minutes = [];
    }
    return Math.min(capacity, wanted);
  }

  /** Returns the capacity of which the consumption is the target. */
  #capacityFor(consumedPerSecond: number): number {
    const { minCapacity, maxCapacity, targetPercent } = this.#settings;
    // The product is exact where a division by a fraction would round up one unit too many.
    const wanted = Math.ceil((consumedPerSecond * 100) / targetPercent);
    return Math.min(maxCapacity, Math.max(minCapacity, wanted));
  }
}

const percent = (used: number, capacity: number) => (used * 100) / capacity;
