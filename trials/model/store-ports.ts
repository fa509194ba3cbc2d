// Implements the core's ports with the store in memory. `perform` decides when each call happens and when it is answered.

import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { ItemOutcome, SplitCounters } from '../../core/counters/ports.ts';
import { writeCommit } from '../../core/counters/write-commit.ts';
import type { Ledger } from '../../core/likes/ports.ts';
import { type LedgerStatements, writeVersion } from '../../core/likes/write-version.ts';
import type { Perform } from './calls.ts';
import { makeCommitStatements } from './commit-statements.ts';
import type { InMemoryCounters } from './in-memory-counters.ts';
import { mutateStatements } from './mutant-statements.ts';
import type { Mutant } from './mutants.ts';
import type { Store } from './store.ts';

export interface Ports {
  readonly ledger: Ledger;
  readonly counters: SplitCounters;
}

interface StoreOptions {
  /** Who counts batches commits by statements. An auditor commits by a single write. */
  readonly commits: 'statements' | 'single';
  /** Whether a refused write of a counter returns the item as it was found. Otherwise the port makes another read for it. */
  readonly failureTells: boolean;
  readonly mutant: Mutant | undefined;
}

export function storePorts(
  perform: Perform,
  store: Store,
  { commits, failureTells, mutant }: StoreOptions,
): Ports {
  const statements = mutateStatements(makeStatements(perform, store), mutant, (key) =>
    perform('readRow', [key], () => store.readRow(key)),
  );
  const read: SplitCounters['read'] = (key, bucket) =>
    perform('read', [key, bucket], () => store.readItem(key, bucket));

  async function update(
    name: string,
    [key, bucket]: readonly [string, string],
    args: readonly unknown[],
    effect: () => ItemOutcome,
  ): Promise<ItemOutcome> {
    const outcome = await perform(name, args, effect);
    if (outcome.done || failureTells) return outcome;
    return { done: false, item: await read(key, bucket) };
  }

  const commitSingly: SplitCounters['commit'] = (commit) =>
    update('commit', [commit.key, commit.bucket], [commit], () => store.commit(commit));
  const commitStatements = makeCommitStatements(perform, store, mutant);

  const updateRoot = (
    name: string,
    key: string,
    args: readonly unknown[],
    change: (counters: InMemoryCounters) => ItemOutcome,
  ) => update(name, [key, ROOT_BUCKET], args, () => store.update(key, change));

  return {
    ledger: {
      writeVersion: (key, version) => writeVersion(statements, key, version),
      async compact(key, compaction) {
        const name = compaction.asFound ? 'shorten' : 'compact';
        await perform(name, [key, compaction], () => store.compact(key, compaction));
      },
    },
    counters: {
      read,
      commit:
        commits === 'single' ? commitSingly : (commit) => writeCommit(commitStatements, commit, commitSingly),
      split: (key, buckets) =>
        updateRoot('split', key, [key, buckets], (counters) => counters.split(key, buckets)),
      moveLane: (move) => updateRoot('moveLane', move.key, [move], (counters) => counters.moveLane(move)),
      unsplit: (key, generation) =>
        updateRoot('unsplit', key, [key, generation], (counters) => counters.unsplit(key, generation)),
      takeOver: (merge) => updateRoot('takeOver', merge.key, [merge], (counters) => counters.takeOver(merge)),
      forgetSplit: (key, expired) =>
        updateRoot('forgetSplit', key, [key], (counters) => counters.forgetSplit(key, expired)),
      observe: (key, observation) =>
        perform('observe', [key, observation], () =>
          store.update(key, (counters) => counters.observe(key, observation)),
        ),
      expireBucket: (key, bucket) =>
        perform('expireBucket', [key, bucket], () =>
          store.update(key, (counters) => counters.expireBucket(key, bucket)),
        ),
      unlist: (key) => perform('unlist', [key], () => store.update(key, (counters) => counters.unlist())),
      closeBucket: (key, bucket) =>
        perform('closeBucket', [key, bucket], () =>
          store.update(key, (counters) => counters.closeBucket(key, bucket)),
        ),
    },
  };
}

/** Statements of one request are calls of their own here: they land late, twice, apart or not at all, each by itself. */
const makeStatements = (perform: Perform, store: Store): LedgerStatements => ({
  async insert(key, version) {
    const { done } = await perform('insertRow', [key, version], () => store.insertRow(key, version));
    return done ? 'inserted' : 'row-exists';
  },
  async update(key, version) {
    const { done, row } = await perform('updateRow', [key, version], () => store.updateRow(key, version));
    if (!row) return { type: 'no-row' };
    return { type: done ? 'updated' : 'refused', row };
  },
});
