// A row that was toggled often collects versions. Now and then the counted ones become one.

import { countedVersions, type LedgerRow, type Version } from './ledger-row.ts';
import { compactedStamp, winnerOf } from './stamp.ts';

/** Versions a row may hold before they are compacted. */
export const MAX_VERSIONS = 6;

/**
 * Versions that go in one write: an expression takes 4 KB and 300 operators. What is left goes with the next.
 * source: DynamoDB guide, "Quotas", expression parameters
 */
export const MAX_REMOVED = 100;

export interface Compaction {
  /**
   * The winner of all counted versions, now at the lane and position that the count is known to have reached; its stamp says
   * that it stands for others too, which is how an audit that looks back knows what it can no longer see.
   */
  readonly base: Version;
  /** Versions that the base stands for. */
  readonly remove: readonly Version[];
  /** Whether it may only be done while these are there as they were found, and nothing greater under the base's key. */
  readonly asFound: boolean;
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
  const others = counted.filter(isOther);
  if (others.length < maxVersions) return undefined;
  return { base: baseOf(version, counted), remove: others.slice(0, MAX_REMOVED), asFound: false };
}

/**
 * How to shorten a row where another attempt was found to have counted all that `version` stands for: a replay of the stream
 * would else leave a version in it with every batch. What counts for a commit of one's own does not count here: a lane that
 * comes after this one may have begun, and others may compact under the same keys. So only what the row holds of this lane before
 * `version` becomes one, and only while it is as it was found.
 */
export function planFold(
  row: LedgerRow,
  version: Version,
  maxVersions = MAX_VERSIONS,
): Compaction | undefined {
  const ofLane = row.filter(({ lane, position }) => lane === version.lane && position <= version.position);
  const older = ofLane.filter(({ position }) => position < version.position);
  if (older.length < maxVersions) return undefined;
  const remove = older.slice(0, MAX_REMOVED);
  const ownKey = ofLane.filter(({ position }) => position === version.position);
  return { base: baseOf(version, [...remove, ...ownKey]), remove, asFound: true };
}

function baseOf(version: Version, others: readonly Version[]): Version {
  const winner = winnerOf([version, ...others].map(({ stamp }) => stamp)) ?? version.stamp;
  return { ...version, stamp: compactedStamp(winner) };
}
