// Makes a lost counter again, from what the ledger shows. Nothing may count meanwhile.

import { AUDIT_LANE, type CounterItem } from '../counters/counter-item.ts';
import type { Cut } from '../counters/cut.ts';
import type { Position } from '../stream/sequence-number.ts';

/** Sorts before every other mark of an auditor. So an auditor who measured before the counter was lost corrects nothing. */
const REBUILT_MARK: Position = '000000000000-rebuilt';

export interface CounterCreator {
  /** Makes a root that does not exist yet; otherwise returns the one that exists. */
  create(key: string, counter: Cut): Promise<'created' | CounterItem>;
}

/** Rebuilds a counter once, however often the call is repeated. A counter that exists and differs is left alone. */
export async function rebuildCounter(
  counters: CounterCreator,
  key: string,
  { count, marks }: Cut,
): Promise<'created' | 'there-already' | 'differs'> {
  const counter: Cut = { count, marks: new Map(marks).set(AUDIT_LANE, REBUILT_MARK) };
  const outcome = await counters.create(key, counter);
  if (outcome === 'created') return outcome;
  const same = outcome.count === count && outcome.marks.size === counter.marks.size;
  return same && [...counter.marks].every(([lane, mark]) => outcome.marks.get(lane) === mark)
    ? 'there-already'
    : 'differs';
}
