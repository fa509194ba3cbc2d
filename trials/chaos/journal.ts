// Records what happened in a run, in order, and to which posts. The story of a failed run is told from it.

/** Counts how often each kind of thing happened. */
export class Tally {
  readonly #counts = new Map<string, number>();

  count(kind: string, by = 1): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + by);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** In alphabetical order. */
  get counts(): readonly (readonly [kind: string, count: number])[] {
    return [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

export interface Entry {
  readonly atMs: number;
  readonly what: string;
  /** The posts that it may have touched. Undefined means all posts. */
  readonly posts: ReadonlySet<string> | undefined;
}

/** A run of ten minutes writes about half as many entries. */
const MAX_ENTRIES = 1_000_000;

export class Journal {
  /** Kinds of faults that were injected. */
  readonly faults = new Tally();
  /** Kinds of other things that happened. */
  readonly events = new Tally();
  readonly #now: () => number;
  #entries: Entry[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @param posts the posts that it may have touched; all posts by default */
  note(what: string, posts?: Iterable<string>): void {
    this.#entries.push({ atMs: this.#now(), what, posts: posts && new Set(posts) });
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(MAX_ENTRIES / 2);
  }

  /** Returns all that may have touched the post, in order. */
  storyOf(postId: string): Entry[] {
    return this.#entries.filter(({ posts }) => posts === undefined || posts.has(postId));
  }
}
