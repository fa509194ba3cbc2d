// Keeps the ledger and the counters in memory. Writes are conditional as in DynamoDB, under the conditions that the adapters state.

import type { Compaction } from '../../core/likes/compaction.ts';
import { type CounterItem, EMPTY_ITEM, ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { LedgerRow, Version } from '../../core/likes/ledger-row.ts';
import type { Commit, ItemOutcome } from '../../core/counters/ports.ts';
import type { LedgerKey } from '../../core/likes/ports.ts';
import type { Perform } from './calls.ts';
import { InMemoryCounters } from './in-memory-counters.ts';
import { InMemoryLedger, type UpdateRowOutcome } from './in-memory-ledger.ts';
import type { Mutant } from './mutants.ts';
import type { Store } from './store.ts';
import { type Ports, storePorts } from './store-ports.ts';

/** Is told of every change right after it has happened. */
export interface Watch {
  rowChanged(key: LedgerKey, row: LedgerRow | undefined): void;
  committed(commit: Commit, readRow: (key: LedgerKey) => LedgerRow | undefined): void;
  itemsChanged(postId: string, readItem: (postId: string, bucket: string) => CounterItem | undefined): void;
}

/** Decides when a call asks the store and when it hears the answer. The call goes on when this resolves, and fails when it rejects. */
export type Gate = (moment: 'asks' | 'hears', call: string, args: readonly unknown[]) => Promise<void>;

export class InMemoryStore implements Store {
  readonly ledger: InMemoryLedger;
  readonly counters: InMemoryCounters;
  readonly #watch: Watch | undefined;
  readonly #mutant: Mutant | undefined;

  constructor({ mutant, watch }: { mutant?: Mutant | undefined; watch?: Watch } = {}) {
    this.#mutant = mutant;
    this.ledger = new InMemoryLedger(mutant);
    this.counters = new InMemoryCounters(mutant);
    this.#watch = watch;
  }

  /** The ports as one attempt sees them. */
  portsThrough(gate: Gate): Ports {
    const perform: Perform = async (call, args, effect) => {
      await gate('asks', call, args);
      const result = effect();
      await gate('hears', call, args);
      return result;
    };
    return storePorts(perform, this, { commits: 'single', failureTells: true, mutant: this.#mutant });
  }

  readonly readRow = (key: LedgerKey): LedgerRow | undefined => this.ledger.row(key);

  readonly readItem = (postId: string, bucket: string): CounterItem | undefined =>
    this.counters.read(postId, bucket);

  /** The count that a reader sees, which is the sum of the root and its open buckets. */
  count(postId: string): number {
    const root = this.readItem(postId, ROOT_BUCKET) ?? EMPTY_ITEM;
    const buckets = [...root.split.open].map((bucket) => this.readItem(postId, bucket)?.count ?? 0);
    return buckets.reduce((sum, count) => sum + count, root.count);
  }

  insertRow(key: LedgerKey, version: Version): { done: boolean } {
    const outcome = this.ledger.insert(key, version);
    this.#watch?.rowChanged(key, this.readRow(key));
    return outcome;
  }

  updateRow(key: LedgerKey, version: Version): UpdateRowOutcome {
    const outcome = this.ledger.update(key, version);
    this.#watch?.rowChanged(key, this.readRow(key));
    return outcome;
  }

  compact(key: LedgerKey, compaction: Compaction): { done: boolean } {
    const outcome = this.ledger.compact(key, compaction);
    this.#watch?.rowChanged(key, this.readRow(key));
    return outcome;
  }

  commit(commit: Commit): ItemOutcome {
    return this.update(commit.key, (counters) => {
      const outcome = counters.commit(commit);
      if (outcome.done) this.#watch?.committed(commit, this.readRow);
      return outcome;
    });
  }

  /** An item that nobody has committed to has no count to add to. */
  updateItem(commit: Commit): ItemOutcome {
    const item = this.readItem(commit.key, commit.bucket);
    return item && item.commits > 0 ? this.commit(commit) : { done: false, item };
  }

  insertItem(commit: Commit): { done: boolean } {
    return this.update(commit.key, (counters) => {
      const outcome = counters.insert(commit);
      if (outcome.done) this.#watch?.committed(commit, this.readRow);
      return outcome;
    });
  }

  /** Any other change of a post's counter items. */
  update<Result>(postId: string, change: (counters: InMemoryCounters) => Result): Result {
    const result = change(this.counters);
    this.#watch?.itemsChanged(postId, this.readItem);
    return result;
  }
}
