// A ledger row tells what one person last did to one post. It holds versions: the winning stamp of each batch that touched the row.
// The rule: a lane's mark on the counter is the commit point. A version at or below its lane's mark is counted. A version above it
// is not counted yet, whoever wrote it.

import type { Position } from '../stream/sequence-number.ts';
import type { Stamp } from './stamp.ts';

/** What one batch wrote to the row. `position` is the last position of this post in that batch of `lane`. */
export interface Version {
  readonly lane: string;
  readonly position: Position;
  readonly stamp: Stamp;
}

/** The versions are in no particular order. */
export type LedgerRow = readonly Version[];

/**
 * Returns the versions that a count with this mark of this lane includes. Versions of other lanes are always included: a person's events come
 * from one lane, and from another lane only after a reshard, whose parent shard is read to its end first.
 */
export function countedVersions(row: LedgerRow, lane: string, mark: Position | undefined): Version[] {
  return row.filter((version) => version.lane !== lane || (mark !== undefined && version.position <= mark));
}

/** Whether both stand under the same key of a row, whatever their stamps are. */
export const isSameVersion = (one: Version, other: Version): boolean =>
  one.lane === other.lane && one.position === other.position;
