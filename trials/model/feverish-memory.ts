// A memory that takes a counter for hot when a schedule says so, whatever the writes are.

import { CounterMemory } from '../../core/counters/counter-memory.ts';

export class FeverishMemory extends CounterMemory {
  readonly #hot = new Set<string>();

  /** Lets the next observation of the counter be above any threshold. */
  heatUp(key: string): void {
    this.#hot.add(key);
  }

  override writesPerSecond(key: string, commits: number, nowMs: number): number {
    const measured = super.writesPerSecond(key, commits, nowMs);
    return this.#hot.delete(key) ? Number.POSITIVE_INFINITY : measured;
  }
}
