// What must hold of a post when a schedule has ended: the count and the ledger are exact, and all buckets can be merged.

import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import { mergeBuckets } from '../../core/counters/merge-buckets.ts';
import { auditPost } from './audit-attempt.ts';
import { Fault, type Perform } from './calls.ts';
import type { Scene } from './scene.ts';
import { storePorts } from './store-ports.ts';

/** Audits the post for the last time, compares it with the truth, merges its buckets and compares it again. */
export async function checkEnd(scene: Scene, postId: string): Promise<void> {
  const { workload, store, journal } = scene;
  const truth = workload.truth(postId);
  const perform: Perform = async (_call, _args, effect) => {
    journal.countStep();
    if (journal.problem !== undefined) throw new Fault();
    return effect();
  };
  const { counters } = storePorts(perform, store, {
    commits: 'single',
    failureTells: true,
    mutant: undefined,
  });
  await auditPost(scene, { counters, perform }, postId, 'last');
  const ledger = store.ledger.likes(postId);
  const count = store.count(postId);
  if (ledger !== truth) journal.fail(`the ledger shows ${ledger} likes of ${postId}, not ${truth}`);
  if (count !== truth) journal.fail(`the count of ${postId} is ${count}, not ${truth}`);
  await mergeBuckets(counters, postId);
  const root = store.readItem(postId, ROOT_BUCKET);
  if ((root?.count ?? 0) !== truth)
    journal.fail(`the count of ${postId} is ${root?.count} after the last merge, not ${truth}`);
  if (root && root.split.open.size + root.split.moved.size > 0) journal.fail(`${postId} is not merged`);
  const standing = store.counters.standing(postId);
  if (standing.length > 0) journal.fail(`nobody lets the tombstones go: ${standing.join(' ')}`);
}
