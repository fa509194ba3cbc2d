// An auditor, while likes flow: takes a cut of a post, reads the rows one by one, and corrects the count once if it was damaged. Of
// an undamaged count it must not find anything wrong.

import { correctCount } from '../../core/audit/correct-count.ts';
import { readCut } from '../../core/counters/cut.ts';
import { AUDIT_LANE } from '../../core/counters/counter-item.ts';
import { driftOf } from '../../core/audit/drift.ts';
import { addTallies, EMPTY_TALLY, tallyRow } from '../../core/likes/tally-row.ts';
import type { LedgerRow } from '../../core/likes/ledger-row.ts';
import type { SplitCounters } from '../../core/counters/ports.ts';
import type { LedgerKey } from '../../core/likes/ports.ts';
import type { RunningTruth } from './running-truth.ts';

export interface AuditPorts {
  readonly counters: SplitCounters;
  readonly readRow: (key: LedgerKey) => Promise<LedgerRow | undefined>;
  readonly truth: RunningTruth;
}

/**
 * @param auditor its name
 * @returns what the auditor gets wrong; undefined: nothing
 */
export async function auditPost(
  { counters, readRow, truth }: AuditPorts,
  postId: string,
  users: readonly string[],
  auditor: string,
): Promise<string | undefined> {
  const cut = await readCut(counters, postId);
  if (!cut) return undefined;
  const damage = cut.marks.has(AUDIT_LANE) ? 0 : truth.damageOf(postId);
  const likes = truth.likesAt(postId, cut.marks) + damage;
  if (cut.count !== likes)
    return `an audit cuts ${postId} with ${cut.count} likes where its marks make ${likes}`;
  let tally = EMPTY_TALLY;
  for (const userId of users)
    tally = addTallies(tally, tallyRow(cut, (await readRow({ userId, postId })) ?? []));
  const { least, most } = driftOf(cut, tally);
  if (least > damage || most < damage)
    return `an audit of ${postId} finds a drift of ${least} to ${most}, not ${damage}`;
  if (least === most && most !== 0) await correctCount(counters, postId, { cut, drift: most, auditor });
  return undefined;
}
