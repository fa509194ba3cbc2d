// Drift is a post's count less the likes that the ledger shows as far as the count's marks reach. Counting does not change it:
// a commit adds to the count what it adds to the reach of the marks. So it can be measured while likes flow.

import { eventIdTimeMs } from '../likes/event-id.ts';
import type { LedgerRow, Version } from '../likes/ledger-row.ts';
import { isCompacted, likedBy, type Stamp, winnerOf } from '../likes/stamp.ts';
import type { Cut } from '../counters/cut.ts';

/** What the rows of a post come to; sums over rows. */
export interface Tally {
  /** Likes at the cut. */
  readonly likes: number;
  /** Rows that were compacted after the cut: each was a like at the cut, or was none. */
  readonly ambiguous: number;
  /** By how much the count would change, were the events counted that should have been long before the cut. */
  readonly overdue: number;
  /** When the oldest event that is not counted at the cut was accepted, in milliseconds since 1970; undefined: none. */
  readonly oldestWaitingMs: number | undefined;
}

export const EMPTY_TALLY: Tally = { likes: 0, ambiguous: 0, overdue: 0, oldestWaitingMs: undefined };

/**
 * What a row that was read after the cut says of the cut. Versions only come to a row, but for compaction: it puts one at a
 * later position in the place of many.
 *
 * @param overdueBeforeMs an event accepted before this time should have been counted at the cut
 */
export function tallyRow({ marks }: Cut, row: LedgerRow, overdueBeforeMs = Number.NEGATIVE_INFINITY): Tally {
  const counted: Stamp[] = [];
  const waiting: Stamp[] = [];
  for (const version of row) (isCounted(marks, version) ? counted : waiting).push(version.stamp);
  const oldestWaitingMs = waiting.length > 0 ? Math.min(...waiting.map(acceptedAtMs)) : undefined;
  // With no mark at all nothing was counted, so a compaction has hidden nothing.
  if (marks.size > 0 && waiting.some(isCompacted)) return { ...EMPTY_TALLY, ambiguous: 1, oldestWaitingMs };
  const likes = likedBy(winnerOf(counted));
  const overdue = waiting.filter((stamp) => acceptedAtMs(stamp) < overdueBeforeMs);
  return {
    likes,
    ambiguous: 0,
    overdue: likedBy(winnerOf([...counted, ...overdue])) - likes,
    oldestWaitingMs,
  };
}

export function addTallies(one: Tally, other: Tally): Tally {
  const oldest = Math.min(one.oldestWaitingMs ?? Infinity, other.oldestWaitingMs ?? Infinity);
  return {
    likes: one.likes + other.likes,
    ambiguous: one.ambiguous + other.ambiguous,
    overdue: one.overdue + other.overdue,
    oldestWaitingMs: oldest === Infinity ? undefined : oldest,
  };
}

/** What the drift may be: a whole number from `least` to `most`. */
export interface DriftRange {
  readonly least: number;
  readonly most: number;
}

export function driftOf({ likes }: Cut, tally: Tally): DriftRange {
  const most = likes - tally.likes;
  return { least: most - tally.ambiguous, most };
}

/** What two measurements say together, if nothing was corrected in between; undefined where they contradict each other. */
export function narrow(one: DriftRange, other: DriftRange): DriftRange | undefined {
  const least = Math.max(one.least, other.least);
  const most = Math.min(one.most, other.most);
  return least > most ? undefined : { least, most };
}

/** A lane without a mark has counted nothing of the post. */
function isCounted(marks: Cut['marks'], { lane, position }: Version): boolean {
  const mark = marks.get(lane);
  return mark !== undefined && position <= mark;
}

const EVENT_ID_LENGTH = 36;
const acceptedAtMs = (stamp: Stamp) => eventIdTimeMs(stamp.slice(0, EVENT_ID_LENGTH));
