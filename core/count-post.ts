// Counts what a batch says about one post, exactly once whatever fails or overlaps: write versions, find the mark, take the
// delta, commit, compact. The mark is the commit point (docs/exact-counting.md).

import type { PostBatch } from './collect-batch.ts';
import { MAX_VERSIONS, planCompaction } from './compaction.ts';
import { deltaOf, type UserChange } from './count-delta.ts';
import { addVersion, type LedgerRow, type Version } from './ledger-row.ts';
import type { Counters, ExpectedMark, Ledger, LedgerKey } from './ports.ts';
import { type Stamp, winnerOf } from './stamp.ts';

interface Change extends UserChange {
  readonly key: LedgerKey;
  readonly version: Version;
  /** The row as this attempt left it; undefined when it is new. */
  readonly left: LedgerRow | undefined;
}

/**
 * Brings the post's count to the end of the batch. Safe to repeat at any point, from the start or from any later record.
 * Rejects when a store fails; then the batch must be repeated from this post's first record.
 *
 * @param maxVersions counted versions that a ledger row may keep before they become one
 * @returns 'already-counted' when another attempt had committed all of it
 */
export async function countPost(
  { ledger, counters }: { ledger: Ledger; counters: Counters },
  lane: string,
  post: PostBatch,
  maxVersions = MAX_VERSIONS,
): Promise<'counted' | 'already-counted'> {
  const changes = await Promise.all(
    [...post.users].map(async ([userId, events]): Promise<Change> => {
      const key = { userId, postId: post.postId };
      const version = {
        lane,
        position: post.last,
        stamp: winnerOf(events.map(({ stamp }) => stamp)) as Stamp,
      };
      const { before, written } = await ledger.writeVersion(key, version);
      return {
        key,
        version,
        events,
        row: before,
        left: before && written ? addVersion(before, version) : before,
      };
    }),
  );

  // Where nobody had a row, the delta does not depend on the mark as long as it lies before the batch.
  let expected: ExpectedMark = changes.some(({ row }) => row)
    ? { exactly: await counters.readMark(post.postId, lane) }
    : { below: post.first };
  for (;;) {
    const mark = 'exactly' in expected ? expected.exactly : undefined;
    if (mark !== undefined && mark >= post.last) return 'already-counted';
    const delta = deltaOf(lane, mark, changes);
    const commit = await counters.commit({ postId: post.postId, lane, delta, mark: post.last, expected });
    if (commit.outcome === 'committed') break;
    expected = { exactly: commit.mark };
  }

  await Promise.all(changes.map((change) => compact(ledger, change, maxVersions)));
  return 'counted';
}

/** A row that changed in between is left for the next time. */
async function compact(ledger: Ledger, { key, version, left }: Change, maxVersions: number): Promise<void> {
  const plan = left && planCompaction(left, version, maxVersions);
  if (plan) await ledger.compact(key, plan);
}
