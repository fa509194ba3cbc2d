// Counts what a batch says about one post, exactly once whatever fails or overlaps: write versions, commit the delta, compact.
// The mark is the commit point (docs/exact-counting.md).

import type { PostBatch } from './collect-batch.ts';
import { type Committed, commitDelta } from '../counters/commit-delta.ts';
import { MAX_VERSIONS, planCompaction, planFold } from './compaction.ts';
import { deltaOf, type UserChange } from './count-delta.ts';
import type { Place } from '../counters/counter-item.ts';
import type { Version } from './ledger-row.ts';
import type { Ledger, LedgerKey, SplitCounters } from '../counters/ports.ts';
import { type Stamp, winnerOf } from './stamp.ts';

interface Change extends UserChange {
  readonly key: LedgerKey;
  readonly version: Version;
}

/**
 * Brings the post's count to the end of the batch. Safe to repeat at any point, from the start or from any later record.
 * Rejects when a store fails; then the batch must be repeated from this post's first record.
 *
 * @param guess       where the lane committed last, if that is known
 * @param maxVersions counted versions that a ledger row may keep before they become one
 */
export async function countPost(
  { ledger, counters }: { ledger: Ledger; counters: SplitCounters },
  lane: string,
  post: PostBatch,
  guess?: Place,
  maxVersions = MAX_VERSIONS,
): Promise<Committed> {
  const changes = await Promise.all(
    [...post.users].map(async ([userId, events]): Promise<Change> => {
      const key = { userId, postId: post.postId };
      const version = {
        lane,
        position: post.last,
        stamp: winnerOf(events.map(({ stamp }) => stamp)) as Stamp,
      };
      return { key, version, events, row: await ledger.writeVersion(key, version) };
    }),
  );

  const committed = await commitDelta(
    counters,
    {
      ...post,
      lane,
      dependsOnMark: changes.some(({ row }) => row),
      deltaFrom: (mark) => deltaOf(lane, mark, changes),
    },
    guess,
  );

  // Whoever finds its work done may have been overtaken by a lane that comes after this one.
  const plan = committed.item ? planCompaction : planFold;
  await Promise.all(
    changes.map(async ({ key, version, row }) => {
      const compaction = row && plan(row, version, maxVersions);
      if (compaction) await ledger.compact(key, compaction);
    }),
  );
  return committed;
}
