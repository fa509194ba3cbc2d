// What roll-up needs of the outside world.

import type { CounterState } from './counter-state.ts';

/** A counter as it was read, with all of its items. */
export interface FoundCounter extends CounterState {
  /** The generation of its split; undefined when the root is the whole counter. */
  readonly generation: number | undefined;
}

export interface WholeCounters {
  /** Reads whole counters, strongly consistent. A counter that does not exist is left out. */
  read(keys: readonly string[]): Promise<readonly FoundCounter[]>;
}

export interface SplitTotal extends CounterState {
  readonly generation: number;
}

export interface Totals {
  /** Puts the total on the root, under the condition of `takesTotal`. A total that is refused is not needed. */
  write(total: SplitTotal): Promise<void>;
}

/** The count of a post at the end of a minute, or so far. */
export interface MinuteCount {
  readonly key: string;
  /** When the minute begins, in milliseconds since 1970. */
  readonly minuteMs: number;
  readonly count: number;
  readonly commits: number;
}

export interface Timeline {
  /** Writes the count of a minute, unless the minute has a newer one. */
  write(row: MinuteCount): Promise<void>;
}
