// What items were before they changed. A table at an earlier time is the table of now with all later changes taken back, so the log needs
// no copy of a table. It is in memory, and bounded: where it has forgotten, there is no going back. An example with one item:
//
//   changes   at 10: it is made, was nothing      at 20: was A      at 30: was B      (now it is C)
//   before 10 it was not there; at 10 it was A; at 25 it was B: what the first change after that time says

const DAY_MS = 24 * 60 * 60_000;

/** source: DynamoDB guide, "Point-in-time recovery": the longest recovery period */
const KEPT_MS = 35 * DAY_MS;

/** Enough for some 75,000 likes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** What an entry takes beside its texts. */
const ENTRY_BYTES = 100;

interface Entry {
  readonly table: string;
  readonly key: string;
  /** The item as JSON. Undefined when there was none. */
  readonly before: string | undefined;
  readonly atMs: number;
}

const bytesOf = ({ key, before = '' }: Entry): number => ENTRY_BYTES + key.length + before.length;

export interface ChangeLogOptions {
  readonly now?: () => number;
  readonly mostBytes?: number;
}

export class ChangeLog {
  readonly #now: () => number;
  readonly #mostBytes: number;
  #entries: Entry[] = [];
  /** Where the entries begin that are not forgotten. */
  #first = 0;
  #bytes = 0;
  #reachMs: number;
  #lastMs = 0;

  constructor({ now = Date.now, mostBytes = MOST_BYTES }: ChangeLogOptions = {}) {
    this.#now = now;
    this.#mostBytes = mostBytes;
    this.#reachMs = now();
  }

  /** The earliest time that is known, in milliseconds since 1970. */
  get reachMs(): number {
    return this.#reachMs;
  }

  /** The time of a change that came now. It never goes back, so that the entries are in order. */
  nowMs(): number {
    this.#lastMs = Math.max(this.#lastMs, this.#now());
    return this.#lastMs;
  }

  /** @param before the item as it is until now, or undefined when there is none */
  add(table: string, key: string, before: object | undefined): void {
    const text = before && JSON.stringify(before);
    const entry = { table, key, before: text, atMs: this.nowMs() };
    this.#entries.push(entry);
    this.#bytes += bytesOf(entry);
    this.#forget(entry.atMs - KEPT_MS);
  }

  /**
   * Returns what the items of a table were at a time, as JSON, if they have changed since.
   *
   * @param timeMs   is not before `reachMs`
   * @param identify returns the same for two texts of one key
   */
  itemsAt(table: string, timeMs: number, identify: (key: string) => string): Map<string, string | undefined> {
    const items = new Map<string, string | undefined>();
    for (let at = this.#entries.length - 1; at >= this.#first; at--) {
      const entry = this.#entries[at];
      if (entry === undefined || entry.atMs <= timeMs) break;
      if (entry.table === table) items.set(identify(entry.key), entry.before);
    }
    return items;
  }

  #forget(untilMs: number): void {
    for (;;) {
      const oldest = this.#entries[this.#first];
      if (oldest === undefined || (this.#bytes <= this.#mostBytes && oldest.atMs > untilMs)) break;
      this.#bytes -= bytesOf(oldest);
      this.#reachMs = oldest.atMs;
      this.#first++;
    }
    if (this.#first <= this.#entries.length / 2) return;
    this.#entries = this.#entries.slice(this.#first);
    this.#first = 0;
  }
}
