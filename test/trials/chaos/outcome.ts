// The outcome of a run in which all went well, with whatever a test wants otherwise.

import type { AuditReport } from '../../../tools/audit/audit-report.ts';
import type { Outcome } from '../../../trials/chaos/run.ts';
import { RunningTruth } from '../../../trials/chaos/running-truth.ts';

const NONE = { posts: 0, total: 0, listed: [] };

export const QUIET_AUDIT: AuditReport = {
  posts: 1,
  rows: 2,
  passes: 1,
  capacityUnits: 1,
  drifting: NONE,
  withoutCounter: NONE,
  overdue: NONE,
  unsettled: NONE,
  corrected: NONE,
  waiting: { posts: 0, oldestMs: undefined },
};

export function outcomeWith(other: Partial<Outcome>): Outcome {
  const truth = new RunningTruth();
  truth.add([
    { id: '1', user: 'ann', postId: 'p', op: 'like' },
    { id: '2', user: 'ben', postId: 'p', op: 'unlike' },
  ]);
  return {
    truth,
    seconds: 60,
    withinSeconds: 30,
    exactAfterMs: [40_000, 12_345],
    secondReaders: 1,
    differences: [],
    ledgerDifferences: [],
    malformed: { sent: 5, missing: 0 },
    uncorrected: [],
    audit: QUIET_AUDIT,
    atViewers: { viewers: 10, connections: 25, differences: [], exactAtMs: 1, exactAfterMs: 13_000 },
    ...other,
  };
}
