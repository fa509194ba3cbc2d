// Counts how often each thing happened in the schedules. Without that, a model that never overlaps two attempts would look as good.

export class Tally {
  readonly #counts = new Map<string, number>();

  add(what: string, count = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }

  addAll(counts: Iterable<readonly [what: string, count: number]>): void {
    for (const [what, count] of counts) this.add(what, count);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  entries(): [what: string, count: number][] {
    return [...this.#counts].sort(([one], [other]) => (one < other ? -1 : 1));
  }
}
