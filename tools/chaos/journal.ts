// What happened in a run, in order: how often, and to which posts. A failed run tells the story of its wrong posts from it.

export interface Entry {
  readonly atMs: number;
  readonly what: string;
  /** The posts that it may have touched; undefined: all of them. */
  readonly posts: ReadonlySet<string> | undefined;
}

/** A run of ten minutes writes about half as many. */
const MAX_ENTRIES = 1_000_000;

export class Journal {
  readonly #now: () => number;
  readonly #counts = new Map<string, number>();
  #entries: Entry[] = [];
  /** Injected so far. */
  faults = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Adds to what `counts` says. */
  count(kind: string, by = 1): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + by);
  }

  /** @param posts those that it may have touched; left out: all of them */
  note(what: string, posts?: Iterable<string>): void {
    this.#entries.push({ atMs: this.#now(), what, posts: posts && new Set(posts) });
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(MAX_ENTRIES / 2);
  }

  countFault(kind: string): void {
    this.faults += 1;
    this.count(kind);
  }

  /** In alphabetical order. */
  get counts(): [kind: string, count: number][] {
    return [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** All that touched the post, in order. */
  storyOf(postId: string): Entry[] {
    return this.#entries.filter(({ posts }) => posts === undefined || posts.has(postId));
  }
}
