// A stamp is what the ledger keeps of an event: its id, then `+` for a like or `-` for an unlike. The greater of two stamps, compared
// as strings, wins. If a client uses one id for a like and an unlike, every place still agrees on the same winner. A stamp that a
// compaction left ends with `*`. It is greater than the event's own stamp, so that a repeat of the batch does not take the sign away.

import type { LikeEvent } from './like-event.ts';

export type Stamp = string;

const COMPACTED = '*';

export function stampOf({ id, op }: Pick<LikeEvent, 'id' | 'op'>): Stamp {
  return id + (op === 'like' ? '+' : '-');
}

/** Returns the stamp of the same event, with the sign of a version that stands for several. */
export function compactedStamp(stamp: Stamp): Stamp {
  return isCompacted(stamp) ? stamp : stamp + COMPACTED;
}

export function isCompacted(stamp: Stamp): boolean {
  return stamp.endsWith(COMPACTED);
}

/** Returns the greatest of the stamps. Its action holds, whatever order the actions arrived in. */
export function winnerOf(stamps: Iterable<Stamp>): Stamp | undefined {
  let winner: Stamp | undefined;
  for (const stamp of stamps) if (winner === undefined || stamp > winner) winner = stamp;
  return winner;
}

/** Returns 1 when the stamp is a like, and 0 when it is an unlike or undefined. */
export function likedBy(stamp: Stamp | undefined): 0 | 1 {
  return stamp?.endsWith('+') || stamp?.endsWith(`+${COMPACTED}`) ? 1 : 0;
}
