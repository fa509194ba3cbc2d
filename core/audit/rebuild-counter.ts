// A post's counter from nothing but its ledger rows, while nothing counts: each lane's mark stands at its last version.

import { AUDIT_LANE, type CounterItem } from '../counters/counter-item.ts';
import type { LedgerRow } from '../likes/ledger-row.ts';
import type { Position } from '../stream/sequence-number.ts';
import { likedBy, winnerOf } from '../likes/stamp.ts';
import { type Cut } from '../counters/cut.ts';

/** Before every other mark of an auditor: one who measured before the counter was lost corrects nothing. */
const REBUILT_MARK: Position = '000000000000-rebuilt';

/** What one row adds to its post's counter; the rows of a post are added up as cuts. */
export function counterOfRow(row: LedgerRow): Cut {
  const marks = new Map<string, Position>();
  for (const { lane, position } of row) {
    const mark = marks.get(lane);
    if (mark === undefined || mark < position) marks.set(lane, position);
  }
  return { likes: likedBy(winnerOf(row.map(({ stamp }) => stamp))), marks };
}

export interface CounterCreator {
  /** Makes a root that is not there yet; else returns the one that is. */
  create(postId: string, counter: Cut): Promise<'created' | CounterItem>;
}

/** Rebuilds a counter once, however often it is repeated; one that is there and differs is left alone. */
export async function rebuildCounter(
  counters: CounterCreator,
  postId: string,
  { likes, marks }: Cut,
): Promise<'created' | 'there-already' | 'differs'> {
  const counter: Cut = { likes, marks: new Map(marks).set(AUDIT_LANE, REBUILT_MARK) };
  const outcome = await counters.create(postId, counter);
  if (outcome === 'created') return outcome;
  const same = outcome.likes === likes && outcome.marks.size === counter.marks.size;
  return same && [...counter.marks].every(([lane, mark]) => outcome.marks.get(lane) === mark)
    ? 'there-already'
    : 'differs';
}
