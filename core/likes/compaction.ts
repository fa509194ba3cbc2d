// A row that a person toggles often collects versions. From time to time several counted versions become one.

import { countedVersions, type LedgerRow, type Version } from './ledger-row.ts';
import { compactedStamp, winnerOf } from './stamp.ts';

/** How many other counted versions a row may hold before they are compacted. */
export const MAX_VERSIONS = 6;

/**
 * The most versions that one write removes: an expression takes 4 KB and 300 operators. The next compaction takes the rest.
 * source: DynamoDB guide, "Quotas", expression parameters
 */
export const MAX_REMOVED = 100;

export interface Compaction {
  /**
   * The winner of all counted versions, under a lane and position that the count is known to have reached. Its stamp says that it
   * stands for other versions too. That tells an audit that looks back what it can no longer see.
   */
  readonly base: Version;
  /** The versions that the base stands for. */
  readonly remove: readonly Version[];
  /** Whether to write only if these versions are as they were found and nothing greater stands under the base's key. */
  readonly asFound: boolean;
}

/**
 * How to compact a row after the attempt that wrote `version` has also committed it; undefined while the row is short. The winner
 * moves to that version's key: nobody else compacts under it, and no older plan removes it. So the write needs no condition
 * (docs/decisions/0005-compaction-needs-no-condition.md).
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
 * How to shorten a row when another attempt has already counted all that `version` stands for. Without this, a replay of the stream
 * would leave one more version in the row with every batch. This attempt knows less than one that has committed: a lane that comes
 * after this one may have begun, and others may compact under the same keys. So only this lane's versions up to `version` become
 * one, and only if the row is as it was found.
 */
export function planShortening(
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
