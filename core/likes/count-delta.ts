// By how much a batch changes a post's count, given how far the count has already come.

import type { Position } from '../stream/sequence-number.ts';
import { countedVersions, type LedgerRow } from './ledger-row.ts';
import { likedBy, type Stamp, winnerOf } from './stamp.ts';

/** One event of the batch, with its place in the lane. */
export interface PositionedStamp {
  readonly position: Position;
  readonly stamp: Stamp;
}

/** What one person did to the post within the batch, and that person's ledger row from before the batch. */
export interface UserChange {
  readonly events: readonly PositionedStamp[];
  readonly row: LedgerRow | undefined;
}

/** Returns by how much the post's likes change when the lane's mark goes from `mark` to the end of the batch. */
export function deltaOf(lane: string, mark: Position | undefined, changes: Iterable<UserChange>): number {
  let delta = 0;
  for (const { events, row } of changes) {
    const before = winnerOf([
      ...(row ? countedVersions(row, lane, mark) : []).map(({ stamp }) => stamp),
      ...events.filter(({ position }) => mark !== undefined && position <= mark).map(({ stamp }) => stamp),
    ]);
    const after = winnerOf([...(before === undefined ? [] : [before]), ...events.map(({ stamp }) => stamp)]);
    delta += likedBy(after) - likedBy(before);
  }
  return delta;
}
