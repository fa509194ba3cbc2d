// A stamp is what the ledger keeps of an event: its id, then `+` for a like or `-` for an unlike. Comparing stamps as strings
// finds the winner; should a client ever use one id for both, every place still agrees on the same one.

import type { LikeEvent } from './like-event.ts';

export type Stamp = string;

export function stampOf({ id, op }: Pick<LikeEvent, 'id' | 'op'>): Stamp {
  return id + (op === 'like' ? '+' : '-');
}

/** The greatest of the stamps: the action that holds, whatever order they arrived in. */
export function winnerOf(stamps: Iterable<Stamp>): Stamp | undefined {
  let winner: Stamp | undefined;
  for (const stamp of stamps) if (winner === undefined || stamp > winner) winner = stamp;
  return winner;
}

/** 1 when the stamp is a like, 0 for an unlike and for nobody's word at all. */
export function likedBy(stamp: Stamp | undefined): 0 | 1 {
  return stamp?.endsWith('+') ? 1 : 0;
}
