// What an execution environment remembers of the counts that it handed on. Two lanes that commit to a post at the same time may publish in
// the other order, and a batch may come again. So roll-up hands on no count that is older than one before, and gives a newer count a
// later time. Whoever gets the counts in another order keeps the one with the latest time.
//
// An example with one post:
//   handed on   41 likes after 7 commits, as of 12:00:03.200
//   comes late  40 likes after 6 commits, as of 12:00:03.300    it is older, and 41 as of 03.200 is handed on again
//   comes next  42 likes after 8 commits, as of 12:00:03.100    it is newer, and is handed on as of 03.201
//
// An environment that has just begun to read a lane cannot know what another one has handed on. For a while it reads the counters.

import type { CounterState } from './counter-state.ts';

/** A batch publishes what it has committed before its function times out, which is 60 s at most. */
const LATEST_PUBLISH_MS = 60_000;

/** A state takes about 200 bytes. Among so many posts, one that was pushed out moved a while ago. */
const MOST_KEYS = 100_000;

export class NewestCounts {
  readonly #states = new Map<string, CounterState>();
  /** The time of the newest update in the first batch of each lane. */
  readonly #beganMs = new Map<string, number>();
  readonly #mostKeys: number;

  constructor(mostKeys = MOST_KEYS) {
    this.#mostKeys = mostKeys;
  }

  /**
   * Whether all updates that are newer than those of a batch would be known here.
   *
   * @param newestMs the time of the newest update in a batch of the lane
   */
  knows(lane: string, newestMs: number): boolean {
    const beganMs = this.#beganMs.get(lane);
    if (beganMs === undefined) this.#beganMs.set(lane, newestMs);
    return beganMs !== undefined && newestMs > beganMs + LATEST_PUBLISH_MS;
  }

  /** Returns the newest state of the counter that is known now. */
  keep(found: CounterState): CounterState {
    const known = this.#states.get(found.key);
    const state = known ? inOrder(known, found) : found;
    this.#states.delete(found.key);
    this.#states.set(found.key, state);
    if (this.#states.size > this.#mostKeys) {
      const [oldest] = this.#states.keys();
      if (oldest !== undefined) this.#states.delete(oldest);
    }
    return state;
  }
}

function inOrder(known: CounterState, found: CounterState): CounterState {
  if (found.commits <= known.commits) return known;
  return { ...found, asOfMs: Math.max(found.asOfMs, known.asOfMs + 1) };
}
