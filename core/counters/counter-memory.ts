// What a warm execution environment remembers of the posts that it counted last: where each lane commits, and how busy the
// root is. All of it may be lost or out of date: it saves reads and tells heat, it decides no count.

import { type Place, ROOT_PLACE } from './counter-item.ts';
import type { Heat } from './split-policy.ts';

/** Posts of every lane that are remembered: about 10 MB. */
const MAX_ENTRIES = 20_000;
/** Much less than a tombstone stands, so that no bucket is guessed that may have been deleted. */
const FORGET_AFTER_MS = 60 * 60_000;
/** Shorter looks would take two commits that happen to come together for heat. */
const LEAST_LOOK_MS = 2_000;

interface Look {
  readonly commits: number;
  readonly atMs: number;
  readonly writesPerSecond: number;
}

export class PostMemory {
  readonly #places = new Map<string, { place: Place; atMs: number }>();
  readonly #looks = new Map<string, Look>();
  readonly #throttled = new Set<string>();

  /** Where the lane committed last. */
  placeOf(lane: string, postId: string, nowMs: number): Place {
    const entry = this.#places.get(`${lane}/${postId}`);
    return entry && nowMs - entry.atMs < FORGET_AFTER_MS ? entry.place : ROOT_PLACE;
  }

  setPlace(lane: string, postId: string, place: Place, nowMs: number): void {
    remember(this.#places, `${lane}/${postId}`, { place, atMs: nowMs });
  }

  noteThrottle(postId: string): void {
    if (this.#throttled.size < MAX_ENTRIES) this.#throttled.add(postId);
  }

  /** How hot a root is that has taken so many commits by now, by anybody. */
  heatOf(postId: string, commits: number, nowMs: number): Heat {
    const throttled = this.#throttled.delete(postId);
    const last = this.#looks.get(postId);
    const elapsedMs = last ? nowMs - last.atMs : 0;
    if (last && elapsedMs < LEAST_LOOK_MS) return { writesPerSecond: last.writesPerSecond, throttled };
    const writesPerSecond =
      last && elapsedMs < FORGET_AFTER_MS ? ((commits - last.commits) * 1_000) / elapsedMs : 0;
    remember(this.#looks, postId, { commits, atMs: nowMs, writesPerSecond });
    return { writesPerSecond, throttled };
  }
}

/** Forgets the entry that was written longest ago when there are too many. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MAX_ENTRIES) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
