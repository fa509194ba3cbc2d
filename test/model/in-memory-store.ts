// Ledger and counters in memory, with DynamoDB's conditional semantics and the adapters' conditions. Every call passes
// through a gate before and after its effect: what the gate does with it (delay, fail, never answer) is the schedule.

import { addVersion, type LedgerRow } from '../../core/ledger-row.ts';
import type { Counters, ExpectedMark, Ledger, LedgerKey } from '../../core/ports.ts';
import { likedBy, winnerOf } from '../../core/stamp.ts';

/** Resolves when the call may go on; rejects to fail it there. */
export type Gate = (step: string) => Promise<void>;

/** A condition left out on purpose: the model must notice. */
export type Mutant = 'blind-version-write' | 'unconditional-compaction' | 'no-mark-condition';

interface CounterItem {
  likes: number;
  marks: Map<string, string>;
}

export class InMemoryStore {
  readonly rows = new Map<string, LedgerRow>();
  readonly counters = new Map<string, CounterItem>();

  readonly #mutant: Mutant | undefined;

  constructor(mutant?: Mutant) {
    this.#mutant = mutant;
  }

  /** The ports as one attempt sees them. */
  portsThrough(gate: Gate): { ledger: Ledger; counters: Counters } {
    const call = async <Result>(step: string, effect: () => Result): Promise<Result> => {
      await gate(`asks ${step}`);
      const result = effect();
      await gate(`hears ${step} = ${JSON.stringify(result)}`);
      return result;
    };
    return {
      ledger: {
        writeVersion: (key, version) =>
          call(`writeVersion ${key.userId}/${key.postId} ${version.position} ${version.stamp}`, () =>
            this.#writeVersion(key, version),
          ),
        compact: (key, compaction) =>
          call(`compact ${key.userId}/${key.postId}`, () => this.#compact(key, compaction)),
      },
      counters: {
        readMark: (postId, lane) => call(`readMark ${postId}`, () => this.#counter(postId).marks.get(lane)),
        commit: (commit) =>
          call(`commit ${commit.postId} ${commit.delta} ${commit.mark}`, () => this.#commit(commit)),
      },
    };
  }

  count(postId: string): number {
    return this.counters.get(postId)?.likes ?? 0;
  }

  /** What the ledger says the count is. */
  ledgerCount(postId: string): number {
    let likes = 0;
    for (const [key, row] of this.rows) {
      if (key.endsWith(`/${postId}`)) likes += likedBy(winnerOf(row.versions.map(({ stamp }) => stamp)));
    }
    return likes;
  }

  #writeVersion(
    key: LedgerKey,
    version: Parameters<Ledger['writeVersion']>[1],
  ): Awaited<ReturnType<Ledger['writeVersion']>> {
    const before = this.rows.get(nameOf(key));
    const same = before?.versions.find(
      ({ lane, position }) => lane === version.lane && position === version.position,
    );
    if (same && same.stamp > version.stamp && this.#mutant !== 'blind-version-write')
      return { written: false, before };
    this.rows.set(nameOf(key), addVersion(before ?? { versions: [], writes: 0 }, version));
    return { written: true, before };
  }

  #compact(
    key: LedgerKey,
    { base, remove, ifWrites }: Parameters<Ledger['compact']>[1],
  ): Awaited<ReturnType<Ledger['compact']>> {
    const row = this.rows.get(nameOf(key));
    if (!row || (row.writes !== ifWrites && this.#mutant !== 'unconditional-compaction'))
      return 'row-changed';
    const removed = new Set([...remove, base].map(({ lane, position }) => `${lane}:${position}`));
    const kept = row.versions.filter(({ lane, position }) => !removed.has(`${lane}:${position}`));
    this.rows.set(nameOf(key), { writes: row.writes + 1, versions: [...kept, base] });
    return 'compacted';
  }

  #commit({
    postId,
    lane,
    delta,
    mark,
    expected,
  }: Parameters<Counters['commit']>[0]): Awaited<ReturnType<Counters['commit']>> {
    const counter = this.#counter(postId);
    const found = counter.marks.get(lane);
    if (!holds(expected, found) && this.#mutant !== 'no-mark-condition')
      return { outcome: 'stale-mark', mark: found };
    if (found !== undefined && mark <= found && !this.#mutant)
      throw new Error(`the mark of ${postId} moved back`);
    counter.likes += delta;
    counter.marks.set(lane, mark);
    return { outcome: 'committed' };
  }

  #counter(postId: string): CounterItem {
    const counter = this.counters.get(postId) ?? { likes: 0, marks: new Map() };
    this.counters.set(postId, counter);
    return counter;
  }
}

function holds(expected: ExpectedMark, found: string | undefined): boolean {
  return 'below' in expected ? found === undefined || found < expected.below : found === expected.exactly;
}

const nameOf = ({ userId, postId }: LedgerKey) => `${userId}/${postId}`;
