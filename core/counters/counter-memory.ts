// What a warm execution environment remembers of the counters that it wrote last: where each lane commits, and how busy the root
// is. The memory may be lost or out of date at any time. It saves reads and measures heat; no count depends on it.

import { type Place, ROOT_PLACE } from './counter-item.ts';

/** The most counters of every lane that are remembered: about 10 MB. */
const MAX_ENTRIES = 20_000;
/** This is much shorter than a tombstone stands, so that no bucket is guessed that may have been deleted. */
const FORGET_AFTER_MS = 60 * 60_000;
/** Over a shorter time, two commits that happen to come together would look like heat. */
const LEAST_OBSERVATION_MS = 2_000;

interface RootObservation {
  readonly commits: number;
  readonly atMs: number;
  readonly writesPerSecond: number;
}

export class CounterMemory {
  readonly #places = new Map<string, { place: Place; atMs: number }>();
  readonly #observations = new Map<string, RootObservation>();

  /** Where the lane committed last. */
  placeOf(lane: string, key: string, nowMs: number): Place {
    const entry = this.#places.get(`${lane}/${key}`);
    return entry && nowMs - entry.atMs < FORGET_AFTER_MS ? entry.place : ROOT_PLACE;
  }

  setPlace(lane: string, key: string, place: Place, nowMs: number): void {
    remember(this.#places, `${lane}/${key}`, { place, atMs: nowMs });
  }

  /**
   * How many writes a second the root takes; 0 until it was observed twice.
   *
   * @param commits how many commits of all writers the root has taken by now
   */
  writesPerSecond(key: string, commits: number, nowMs: number): number {
    const last = this.#observations.get(key);
    const elapsedMs = last ? nowMs - last.atMs : 0;
    if (last && elapsedMs < LEAST_OBSERVATION_MS) return last.writesPerSecond;
    const writesPerSecond =
      last && elapsedMs < FORGET_AFTER_MS ? ((commits - last.commits) * 1_000) / elapsedMs : 0;
    remember(this.#observations, key, { commits, atMs: nowMs, writesPerSecond });
    return writesPerSecond;
  }
}

/** When there are too many entries, forgets the one that was written longest ago. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MAX_ENTRIES) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
