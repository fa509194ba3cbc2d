// A row that was toggled often collects versions. Now and then the counted ones become one.

import { countedVersions, type LedgerRow, type Version } from './ledger-row.ts';
import { winnerOf } from './stamp.ts';

/** Versions a row may hold before they are compacted. */
export const MAX_VERSIONS = 6;

export interface Compaction {
  /** The winner of all counted versions, now at the lane and position that the count is known to have reached. */
  readonly base: Version;
  /** The versions that the base stands for. */
  readonly remove: readonly Version[];
  /** The row must still have been written this often: with anything newer a version could be lost. */
  readonly ifWrites: number;
}

/**
 * How to compact a row whose counter has reached `version`, the newest version of this lane; undefined while it is short.
 * The winner moves to that version's key: under its old key a replay of a longer batch could undo it.
 *
 * @param row         the row, with `version` in it
 * @param maxVersions counted versions that a row may keep
 */
export function planCompaction(
  row: LedgerRow,
  version: Version,
  maxVersions = MAX_VERSIONS,
): Compaction | undefined {
  const counted = countedVersions(row, version.lane, version.position);
  if (counted.length <= maxVersions) return undefined;
  const stamp = winnerOf(counted.map((each) => each.stamp)) ?? version.stamp;
  return {
    base: { ...version, stamp },
    remove: counted.filter(({ lane, position }) => lane !== version.lane || position !== version.position),
    ifWrites: row.writes,
  };
}
