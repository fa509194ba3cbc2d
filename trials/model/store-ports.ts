// The core's ports on the store in memory. What comes between asking and hearing is up to `perform`.

import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { ItemOutcome, Ledger, SplitCounters } from '../../core/counters/ports.ts';
import type { Perform } from './calls.ts';
import type { InMemoryCounters } from './in-memory-counters.ts';
import type { InMemoryStore } from './in-memory-store.ts';

export interface Ports {
  readonly ledger: Ledger;
  readonly counters: SplitCounters;
}

/** @param failureTells whether the failure of a condition tells what is there; else it takes another read, later */
export function storePorts(perform: Perform, store: InMemoryStore, failureTells: boolean): Ports {
  const read: SplitCounters['read'] = (postId, bucket) =>
    perform('read', [postId, bucket], () => store.readItem(postId, bucket));

  async function update(
    name: string,
    [postId, bucket]: readonly [string, string],
    args: readonly unknown[],
    effect: () => ItemOutcome,
  ): Promise<ItemOutcome> {
    const outcome = await perform(name, args, effect);
    if (outcome.done || failureTells) return outcome;
    return { done: false, item: await read(postId, bucket) };
  }

  const updateRoot = (
    name: string,
    postId: string,
    args: readonly unknown[],
    change: (counters: InMemoryCounters) => ItemOutcome,
  ) => update(name, [postId, ROOT_BUCKET], args, () => store.update(postId, change));

  return {
    ledger: {
      async writeVersion(key, version) {
        const { done, row } = await perform('writeVersion', [key, version], () =>
          store.writeVersion(key, version),
        );
        return done || failureTells ? row : perform('readRow', [key], () => store.readRow(key));
      },
      async compact(key, compaction) {
        const name = compaction.asFound ? 'fold' : 'compact';
        await perform(name, [key, compaction], () => store.compact(key, compaction));
      },
    },
    counters: {
      read,
      commit: (commit) =>
        update('commit', [commit.postId, commit.bucket], [commit], () => store.commit(commit)),
      split: (postId, buckets) =>
        updateRoot('split', postId, [postId, buckets], (counters) => counters.split(postId, buckets)),
      moveLane: (move) => updateRoot('moveLane', move.postId, [move], (counters) => counters.moveLane(move)),
      unsplit: (postId, generation) =>
        updateRoot('unsplit', postId, [postId, generation], (counters) =>
          counters.unsplit(postId, generation),
        ),
      takeOver: (merge) =>
        updateRoot('takeOver', merge.postId, [merge], (counters) => counters.takeOver(merge)),
      forgetSplit: (postId) =>
        updateRoot('forgetSplit', postId, [postId], (counters) => counters.forgetSplit(postId)),
      observe: (postId, observation) =>
        perform('observe', [postId, observation], () =>
          store.update(postId, (counters) => counters.observe(postId, observation)),
        ),
      expireBucket: (postId, bucket) =>
        perform('expireBucket', [postId, bucket], () =>
          store.update(postId, (counters) => counters.expireBucket(postId, bucket)),
        ),
      unlist: (postId) =>
        perform('unlist', [postId], () => store.update(postId, (counters) => counters.unlist())),
      closeBucket: (postId, bucket) =>
        perform('closeBucket', [postId, bucket], () =>
          store.update(postId, (counters) => counters.closeBucket(postId, bucket)),
        ),
    },
  };
}
