// Counts what a batch says about one post, exactly once whatever fails or overlaps. An example with literal values, where the lane is
// `s0` and the batch holds three events on one post:
//
//   position 25, ann likes      position 27, bob takes his like back      position 30, ann takes her like back
//
//   1. Write versions: the winner of each person's events, under the lane and the post's last position in the batch.
//        ann's row   { }                      becomes   { s0@30: unlike }                   she had no row before
//        bob's row   { s0@12: like }          becomes   { s0@12: like, s0@30: unlike }      his row before is returned
//   2. Find the mark. Bob had a row, so the delta depends on how far the count has come: the counter says { count: 7, mark of s0: 20 }.
//   3. Delta, person by person: liked after the batch, less liked at the mark.
//        ann   0 - 0 =  0      no version of hers is at or below 20, and her latest action is an unlike
//        bob   0 - 1 = -1      his version s0@12 is at or below 20, so it is counted
//   4. Commit: count 7 - 1 and mark 30, on condition that the mark is still 20 (commit-delta.ts).
//   5. Compact the rows that hold many versions.
//
//   After a crash between 1 and 4 the versions at 30 are above the mark 20. They are not counted yet, so the repeat finds the same delta.
//   After a crash behind 4 the repeat finds the mark at 30 and stops.

import { type Committed, commitDelta } from '../counters/commit-delta.ts';
import type { Place } from '../counters/counter-item.ts';
import type { SplitCounters } from '../counters/ports.ts';
import type { PostBatch } from './collect-batch.ts';
import { MAX_VERSIONS, planCompaction, planShortening } from './compaction.ts';
import { deltaOf, type UserChange } from './count-delta.ts';
import type { Version } from './ledger-row.ts';
import type { Ledger, LedgerKey } from './ports.ts';
import { type Stamp, winnerOf } from './stamp.ts';

interface Change extends UserChange {
  readonly key: LedgerKey;
  readonly version: Version;
}

/**
 * Brings the post's count to the end of the batch. Safe to repeat at any point, from the start or from any later record. Rejects when
 * a store fails; then the batch must be repeated from this post's first record.
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
  const { postId, first, last } = post;
  const changes = await Promise.all(
    [...post.users].map(async ([userId, events]): Promise<Change> => {
      const key = { userId, postId };
      const version = {
        lane,
        position: last,
        stamp: winnerOf(events.map(({ stamp }) => stamp)) as Stamp,
      };
      return { key, version, events, row: await ledger.writeVersion(key, version) };
    }),
  );

  const committed = await commitDelta(
    counters,
    {
      key: postId,
      lane,
      first,
      last,
      dependsOnMark: changes.some(({ row }) => row),
      deltaFrom: (mark) => deltaOf(lane, mark, changes),
    },
    guess,
  );

  // When another attempt has done the work, a lane that comes after this one may already have overtaken it.
  const plan = committed.item ? planCompaction : planShortening;
  await Promise.all(
    changes.map(async ({ key, version, row }) => {
      const compaction = row && plan(row, version, maxVersions);
      if (compaction) await ledger.compact(key, compaction);
    }),
  );
  return committed;
}
