// A row that was toggled often collects versions. Now and then the counted ones become one.

import { countedVersions, type LedgerRow, type Version } from './ledger-row.ts';
import { compactedStamp, winnerOf } from './stamp.ts';

/** Versions a row may hold before they are compacted. */
export const MAX_VERSIONS = 6;

export interface Compaction {
  /**
   * The winner of all counted versions, now at the lane and position that the count is known to have reached; its stamp says
   * that it stands for others too, which is how an audit that looks back knows what it can no longer see.
   */
  readonly base: Version;
  /** The versions that the base stands for. */
  readonly remove: readonly Version[];
}

/**
 * How to compact a row once its counter has taken in `version`, by a commit of the attempt that wrote it; undefined while it
 * is short. The winner moves to that version's key: nobody else compacts under it, and no older plan removes it. So no
 * condition is needed (docs/decisions/0005-compaction-needs-no-condition.md).
 *
 * @param row         the row without `version`
 * @param maxVersions counted versions that a row may keep
 */
export function planCompaction(
  row: LedgerRow,
  version: Version,
  maxVersions = MAX_VERSIONS,
): Compaction | undefined {
  const isOther = ({ lane, position }: Version) => lane !== version.lane || position !== version.position;
  const counted = countedVersions(row, version.lane, version.position);
  const remove = counted.filter(isOther);
  if (remove.length < maxVersions) return undefined;
  const winner = winnerOf([version, ...counted].map((each) => each.stamp)) ?? version.stamp;
  return { base: { ...version, stamp: compactedStamp(winner) }, remove };
}
