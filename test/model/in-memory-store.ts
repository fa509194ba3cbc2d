// Ledger and counters in memory, with DynamoDB's conditional semantics and the adapters' conditions. Every call passes
// through a gate before and after its effect: what the gate does with it (delay, fail, never answer) is the schedule.

import type { Compaction } from '../../core/compaction.ts';
import type { LedgerRow, Version } from '../../core/ledger-row.ts';
import type { Ledger, LedgerKey, SplitCounters } from '../../core/ports.ts';
import { likedBy, winnerOf } from '../../core/stamp.ts';
import { type CounterMutant, InMemoryCounters } from './in-memory-counters.ts';

/** Resolves when the call may go on; rejects to fail it there. */
export type Gate = (moment: 'asks' | 'hears', call: string, args: readonly unknown[]) => Promise<void>;

/** A condition left out on purpose: the model must notice. */
export type Mutant = 'blind-version-write' | 'winner-keeps-its-key' | CounterMutant;

export class InMemoryStore {
  readonly rows = new Map<string, LedgerRow>();
  readonly counters: InMemoryCounters;
  readonly #mutant: Mutant | undefined;

  constructor(mutant?: Mutant) {
    this.#mutant = mutant;
    const ofLedger = mutant === 'blind-version-write' || mutant === 'winner-keeps-its-key';
    this.counters = new InMemoryCounters(ofLedger ? undefined : mutant);
  }

  /** The ports as one attempt sees them. */
  portsThrough(gate: Gate): { ledger: Ledger; counters: SplitCounters } {
    const call = <Args extends unknown[], Result>(name: string, effect: (...args: Args) => Result) => {
      return async (...args: Args): Promise<Result> => {
        await gate('asks', name, args);
        const result = effect(...args);
        await gate('hears', name, args);
        return result;
      };
    };
    const { counters } = this;
    return {
      ledger: {
        writeVersion: call('writeVersion', (key, version) => this.#writeVersion(key, version)),
        compact: call('compact', (key, compaction) => this.#compact(key, compaction)),
      },
      counters: {
        read: call('read', (postId, bucket) => counters.read(postId, bucket)),
        commit: call('commit', (commit) => counters.commit(commit)),
        split: call('split', (postId, buckets) => counters.split(postId, buckets)),
        moveLane: call('moveLane', (move) => counters.moveLane(move)),
        observe: call('observe', (postId, observation) => counters.observe(postId, observation)),
        unsplit: call('unsplit', (postId, generation) => counters.unsplit(postId, generation)),
        closeBucket: call('closeBucket', (postId, bucket) => counters.closeBucket(postId, bucket)),
        forgetSplit: call('forgetSplit', (postId) => counters.forgetSplit(postId)),
        takeOver: call('takeOver', (merge) => counters.takeOver(merge)),
      },
    };
  }

  count(postId: string): number {
    return this.counters.count(postId);
  }

  /** What the ledger says the count is. */
  ledgerCount(postId: string): number {
    let likes = 0;
    for (const [key, row] of this.rows) {
      if (key.endsWith(`/${postId}`)) likes += likedBy(winnerOf(row.map(({ stamp }) => stamp)));
    }
    return likes;
  }

  #writeVersion(key: LedgerKey, version: Version): LedgerRow | undefined {
    const before = this.rows.get(nameOf(key));
    const same = before?.find((other) => isSameKey(other, version));
    if (same && same.stamp > version.stamp && this.#mutant !== 'blind-version-write') return before;
    this.rows.set(nameOf(key), [...(before ?? []).filter((other) => other !== same), version]);
    return before;
  }

  #compact(key: LedgerKey, { base, remove }: Compaction): void {
    const row = this.rows.get(nameOf(key)) ?? [];
    const replaced = [...remove, base];
    const kept = row.filter((version) => !replaced.some((other) => isSameKey(other, version)));
    const winner = remove.find(({ stamp }) => stamp === base.stamp);
    const stays = this.#mutant === 'winner-keeps-its-key' && winner ? winner : base;
    this.rows.set(nameOf(key), [...kept, stays]);
  }
}

const isSameKey = (one: Version, other: Version) => one.lane === other.lane && one.position === other.position;

const nameOf = ({ userId, postId }: LedgerKey) => `${userId}/${postId}`;
