// An auditor works while likes flow. It takes a cut of a post, reads the rows one by one, and corrects the count once if it was damaged.
// It must not find any drift in a count that was not damaged.

import { correctCount } from '../../core/audit/correct-count.ts';
import { driftOf } from '../../core/audit/drift.ts';
import { AUDIT_LANE } from '../../core/counters/counter-item.ts';
import { readCut } from '../../core/counters/cut.ts';
import type { SplitCounters } from '../../core/counters/ports.ts';
import type { LedgerKey } from '../../core/likes/ports.ts';
import { addTallies, EMPTY_TALLY, tallyRow } from '../../core/likes/tally-row.ts';
import type { Perform } from './calls.ts';
import type { Scene } from './scene.ts';

export interface AuditPorts {
  readonly counters: SplitCounters;
  readonly perform: Perform;
}

/**
 * Tells the journal what the auditor gets wrong.
 *
 * @param auditor the auditor's name
 */
export async function auditPost(
  { workload, truth, store, journal }: Scene,
  { counters, perform }: AuditPorts,
  postId: string,
  auditor: string,
): Promise<void> {
  const readRow = (key: LedgerKey) => perform('readRow', [key], () => store.readRow(key));
  const cut = await readCut(counters, postId);
  if (!cut) return;
  const damage = cut.marks.has(AUDIT_LANE) ? 0 : truth.damageOf(postId);
  const count = truth.likesAt(postId, cut.marks) + damage;
  if (cut.count !== count)
    return journal.fail(`an audit reads the count ${cut.count} of ${postId}, but its marks make ${count}`);
  let tally = EMPTY_TALLY;
  for (const userId of workload.users)
    tally = addTallies(tally, tallyRow(cut, (await readRow({ userId, postId })) ?? []));
  const { least, most } = driftOf(cut, tally);
  if (least > damage || most < damage)
    return journal.fail(`an audit of ${postId} finds a drift of ${least} to ${most}, not ${damage}`);
  if (least === most && most !== 0) await correctCount(counters, postId, { cut, drift: most, auditor });
}
