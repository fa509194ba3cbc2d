// The second step of a pass: it reads all rows of the ledger and compares each with the cut of its post.

import type { PostRow } from '../../adapters/dynamodb/scan.ts';
import { EMPTY_CUT } from '../../core/counters/cut.ts';
import { addTallies, EMPTY_TALLY, tallyRow } from '../../core/likes/tally-row.ts';
import type { AuditRun } from './audit-run.ts';
import { scanSegments } from './scan-segments.ts';

const HOUR_MS = 3_600_000;

export async function readLedger(
  { state, posts, ports, settings, startedMs }: AuditRun,
  pass: number,
): Promise<void> {
  const overdueBeforeMs = startedMs - settings.overdueHours * HOUR_MS;

  function keep(rows: readonly PostRow[]): void {
    for (const [postId, ofPost] of Map.groupBy(rows, ({ postId }) => postId)) {
      const found = posts.find(postId);
      if (found === 'not-open') continue;
      // The post got its first like after the counters were read, or its counter is lost.
      if (!found && pass > 1) continue;
      if (!found) posts.setCut(postId, undefined);
      const { cut, hasCounter } = found ?? { cut: EMPTY_CUT, hasCounter: false };
      const dueMs = hasCounter ? overdueBeforeMs : Infinity;
      posts.addTally(
        postId,
        ofPost.map(({ row }) => tallyRow(cut, row, dueMs)).reduce(addTallies, EMPTY_TALLY),
      );
    }
  }

  await scanSegments(
    state,
    `ledger ${pass}`,
    ports.readRows,
    { prepare: async (rows) => rows, keep },
    { ...settings, onRead: (read) => settings.onProgress('ledger', pass, read) },
  );
}
