// Keeps the top movers of each root slot: in memory as counts come, and in a store from time to time, so that readers and other execution
// environments find them. Each slot has one small item for each window, however many posts move.

import { rootSlotOf } from '../counters/count-update.ts';
import { isCanaryPost } from './canary-post.ts';
import type { CounterState } from './counter-state.ts';
import { type Mover, type MoverOf, mergeMovers, topMovers, windowOf } from './movers.ts';

/** What a batch tells of a post. */
export interface Change {
  /** The oldest count in the batch. */
  readonly from: Mover['first'];
  readonly to: CounterState;
}

export interface StoredMovers {
  readonly movers: readonly MoverOf[];
  /** Counts the writes of the item; 0 when there is none. */
  readonly revision: number;
}

export interface MoversStore {
  read(slot: number, windowMs: number): Promise<StoredMovers>;
  /** Returns whether the item was written. It is not when somebody else has written it since that revision. */
  write(slot: number, windowMs: number, stored: StoredMovers): Promise<boolean>;
}

/** An item of so many movers is at most 4 KB, and 2 KB with ids of 36 bytes. */
const MOST_STORED = 20;
const MOST_IN_MEMORY = 500;
/** An item is written at most four times a minute. */
const LEAST_MS_BETWEEN_WRITES = 15_000;

interface Slot {
  readonly windowMs: number;
  readonly movers: Map<string, Mover>;
  /** The window before this one. */
  readonly before: ReadonlyMap<string, Mover>;
  revision: number;
  isWritten: boolean;
}

export class Trending {
  readonly #store: MoversStore;
  readonly #rootSlots: number;
  readonly #slots = new Map<number, Slot>();
  readonly #writtenMs = new Map<number, number>();

  constructor(store: MoversStore, rootSlots: number) {
    this.#store = store;
    this.#rootSlots = rootSlots;
  }

  /** Rejects when the store fails; then the same changes may come again. */
  async take(changes: readonly Change[], nowMs: number): Promise<void> {
    for (const change of changes) {
      const { key, asOfMs } = change.to;
      if (isCanaryPost(key)) continue;
      const slot = await this.#slotAt(rootSlotOf(key, this.#rootSlots), windowOf(asOfMs));
      if (slot) note(slot, change);
    }
    for (const [number, slot] of this.#slots) {
      const isDue = nowMs - (this.#writtenMs.get(number) ?? -Infinity) >= LEAST_MS_BETWEEN_WRITES;
      if (isDue && !slot.isWritten) await this.#write(number, slot, nowMs);
    }
  }

  /** Undefined for a window that is over. */
  async #slotAt(number: number, windowMs: number): Promise<Slot | undefined> {
    const known = this.#slots.get(number);
    if (known && known.windowMs >= windowMs) return known.windowMs === windowMs ? known : undefined;
    // What the last moments of a window have changed is written once it is over.
    if (known && !known.isWritten) await this.#write(number, known, this.#writtenMs.get(number) ?? 0);
    const { movers, revision } = await this.#store.read(number, windowMs);
    const slot: Slot = {
      windowMs,
      movers: new Map(),
      before: known?.movers ?? new Map(),
      revision,
      isWritten: true,
    };
    addAll(slot, movers);
    this.#slots.set(number, slot);
    return slot;
  }

  async #write(number: number, slot: Slot, nowMs: number): Promise<void> {
    const { windowMs, revision } = slot;
    const movers = topMovers(listOf(slot), MOST_STORED);
    this.#writtenMs.set(number, nowMs);
    if (movers.length === 0 || (await this.#store.write(number, windowMs, { movers, revision }))) {
      slot.revision = movers.length === 0 ? revision : revision + 1;
      slot.isWritten = true;
      return;
    }
    // Another environment reads the lane too. The next write holds what both have seen.
    const found = await this.#store.read(number, windowMs);
    slot.revision = found.revision;
    addAll(slot, found.movers);
  }
}

const listOf = ({ movers }: Slot): MoverOf[] => [...movers].map(([key, mover]) => ({ key, ...mover }));

function addAll(slot: Slot, movers: readonly MoverOf[]): void {
  for (const { key, ...mover } of movers) slot.movers.set(key, mergeMovers(slot.movers.get(key), mover));
}

function note(slot: Slot, { from, to: { key, count, commits } }: Change): void {
  const known = slot.movers.get(key);
  const mover = mergeMovers(known, { first: firstOf(slot, key, from), last: { count, commits } });
  if (known && known.first.commits === mover.first.commits && known.last.commits === mover.last.commits)
    return;
  slot.movers.set(key, mover);
  slot.isWritten = false;
  if (slot.movers.size <= MOST_IN_MEMORY) return;
  const top = topMovers(listOf(slot), MOST_IN_MEMORY / 2);
  slot.movers.clear();
  addAll(slot, top);
}

/**
 * Where a post comes from: its last count of the window before, or nothing when it is new. Otherwise it is the oldest count of the batch,
 * and what led to that is not in the post's gain.
 */
function firstOf({ before }: Slot, key: string, from: Mover['first']): Mover['first'] {
  return before.get(key)?.last ?? (from.commits === 1 ? { count: 0, commits: 0 } : from);
}
