// A post's counter as its ledger rows make it: the mark of each lane stands at the lane's last version.

import type { Cut } from '../counters/cut.ts';
import type { Position } from '../stream/sequence-number.ts';
import type { LedgerRow } from './ledger-row.ts';
import { likedBy, winnerOf } from './stamp.ts';

/** What one row adds to its post's counter. The rows of a post are added up with `addCuts`. */
export function counterOfRow(row: LedgerRow): Cut {
  const marks = new Map<string, Position>();
  for (const { lane, position } of row) {
    const mark = marks.get(lane);
    if (mark === undefined || mark < position) marks.set(lane, position);
  }
  return { count: likedBy(winnerOf(row.map(({ stamp }) => stamp))), marks };
}
