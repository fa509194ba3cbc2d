// Computes a post's counter from its ledger rows. The mark of each lane stands at the lane's last version.

import type { Cut } from '../counters/cut.ts';
import type { Position } from '../stream/sequence-number.ts';
import type { LedgerRow } from './ledger-row.ts';
import { likedBy, winnerOf } from './stamp.ts';

/** Returns what one row adds to its post's counter. `addCuts` adds up the rows of a post. */
export function counterOfRow(row: LedgerRow): Cut {
  const marks = new Map<string, Position>();
  for (const { lane, position } of row) {
    const mark = marks.get(lane);
    if (mark === undefined || mark < position) marks.set(lane, position);
  }
  return { count: likedBy(winnerOf(row.map(({ stamp }) => stamp))), marks };
}
