// Writes one version to the ledger by statements that are atomic one by one, whatever they travel with. A statement may land late, twice
// or not at all, and another attempt may write the same row between two of them. So a version counts as written only by the answer to a
// write of this very version:
//
//   ann likes for the first time      INSERT is done           she had no row
//   ann unlikes                       UPDATE is done           the answer is her row as it was
//   ann likes again                   INSERT finds a row       this proves nothing: go on to UPDATE
//   ann's row holds a greater stamp   UPDATE is refused        the row that comes with the refusal holds this version
//   an unlike without a row           UPDATE finds no row      go back to INSERT
//
// A row that a later read finds would prove nothing: a late INSERT of somebody else may have made it in the meantime.

import { isSameVersion, type LedgerRow, type Version } from './ledger-row.ts';
import type { LedgerKey } from './ports.ts';
import { likedBy } from './stamp.ts';

export type UpdateOutcome =
  /** `row` is the row as it was before. */
  | { readonly type: 'updated'; readonly row: LedgerRow }
  /** The row holds a greater stamp under the version's lane and position. */
  | { readonly type: 'refused'; readonly row: LedgerRow }
  | { readonly type: 'no-row' };

/** Both reject when it is not known whether they took place. */
export interface LedgerStatements {
  /** Makes the row with this version, if there is no row. */
  readonly insert: (key: LedgerKey, version: Version) => Promise<'inserted' | 'row-exists'>;
  /** Sets the version in a row that exists, unless it holds a greater stamp under the same lane and position. */
  readonly update: (key: LedgerKey, version: Version) => Promise<UpdateOutcome>;
}

/** Thrown when the store contradicts itself: it refuses a version for which it has no reason, or rows come and go. */
export class LedgerContradictionError extends Error {
  override readonly name = 'LedgerContradictionError';
}

/** Rows are never deleted, so that two statements are enough after the first. */
const MAX_STATEMENTS = 6;

/** Returns the row as it was before the version was written; undefined when there was none. */
export async function writeVersion(
  { insert, update }: LedgerStatements,
  key: LedgerKey,
  version: Version,
): Promise<LedgerRow | undefined> {
  // Who unlikes has a row nearly always, and most people who like a post do so for the first time. A wrong guess costs a write unit.
  let mayHaveRow = !likedBy(version.stamp);
  for (let tries = 0; tries < MAX_STATEMENTS; tries++) {
    if (!mayHaveRow) {
      if ((await insert(key, version)) === 'inserted') return undefined;
      mayHaveRow = true;
      continue;
    }
    const outcome = await update(key, version);
    if (outcome.type === 'updated') return outcome.row;
    if (outcome.type === 'refused') {
      if (holds(outcome.row, version)) return outcome.row;
      throw new LedgerContradictionError('a version was refused, and no greater one stands in its place');
    }
    mayHaveRow = false;
  }
  throw new LedgerContradictionError('a ledger row came and went');
}

const holds = (row: LedgerRow, version: Version): boolean =>
  row.some((found) => isSameVersion(found, version) && found.stamp >= version.stamp);
