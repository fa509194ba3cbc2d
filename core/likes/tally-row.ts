// What the ledger says of a cut through a post's counter. An audit holds the count to it.

import type { Cut } from '../counters/cut.ts';
import { eventIdTimeMs } from './event-id.ts';
import type { LedgerRow, Version } from './ledger-row.ts';
import { isCompacted, likedBy, type Stamp, winnerOf } from './stamp.ts';

/** What the rows of a post say about a cut. The tallies of several rows are added up. */
export interface Tally {
  /** Likes at the cut. */
  readonly likes: number;
  /** Rows that were compacted after the cut. Each of them may have been a like at the cut, or none. */
  readonly ambiguous: number;
  /** By how much the count would change if the events were counted that should have been counted long before the cut. */
  readonly overdue: number;
  /** When the oldest event that is not counted at the cut was accepted, in milliseconds since 1970; undefined when all are counted. */
  readonly oldestWaitingMs: number | undefined;
}

export const EMPTY_TALLY: Tally = { likes: 0, ambiguous: 0, overdue: 0, oldestWaitingMs: undefined };

/**
 * Returns what a row that was read after the cut says about the cut. A row only gains versions, with one exception: a compaction puts one
 * version at a later position in the place of many.
 *
 * @param overdueBeforeMs an event that was accepted before this time should have been counted at the cut
 */
export function tallyRow({ marks }: Cut, row: LedgerRow, overdueBeforeMs = Number.NEGATIVE_INFINITY): Tally {
  const counted: Stamp[] = [];
  const waiting: Stamp[] = [];
  for (const version of row) (isCounted(marks, version) ? counted : waiting).push(version.stamp);
  const oldestWaitingMs = waiting.length > 0 ? Math.min(...waiting.map(acceptedAtMs)) : undefined;
  // Without any mark nothing was counted, so a compaction has hidden nothing.
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

/** A lane without a mark has counted nothing of the post. */
function isCounted(marks: Cut['marks'], { lane, position }: Version): boolean {
  const mark = marks.get(lane);
  return mark !== undefined && position <= mark;
}

const EVENT_ID_LENGTH = 36;
const acceptedAtMs = (stamp: Stamp) => eventIdTimeMs(stamp.slice(0, EVENT_ID_LENGTH));
