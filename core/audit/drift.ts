// Drift is a count less the likes that the ledger shows as far as the count's marks reach. Counting does not change the drift, because
// a commit adds to the count exactly what it adds to the reach of the marks. So an audit can measure it while likes flow.

import type { Cut } from '../counters/cut.ts';

/** What the ledger shows at a cut. */
export interface LedgerTally {
  readonly likes: number;
  /** Rows that may have been a like at the cut, or none. */
  readonly ambiguous: number;
}

/** The drift is a whole number from `least` to `most`. */
export interface DriftRange {
  readonly least: number;
  readonly most: number;
}

export function driftOf({ count }: Cut, { likes, ambiguous }: LedgerTally): DriftRange {
  const most = count - likes;
  return { least: most - ambiguous, most };
}

/** Returns what two measurements say together if nothing was corrected in between, or undefined when they contradict each other. */
export function narrow(one: DriftRange, other: DriftRange): DriftRange | undefined {
  const least = Math.max(one.least, other.least);
  const most = Math.min(one.most, other.most);
  return least > most ? undefined : { least, most };
}
