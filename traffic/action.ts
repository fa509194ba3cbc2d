// One thing one person did to one post, as it is sent: its id is fixed before the first try, so that a retry is a duplicate.

import { UUID } from 'uuidv7';
import type { LikeOp } from '../core/likes/like-event.ts';

export interface Action {
  /** UUIDv7: of two actions by one user on one post the greater id wins, in whatever order they arrive. */
  readonly id: string;
  /** The person, by the name the file or workload has for them. */
  readonly user: string;
  readonly postId: string;
  readonly op: LikeOp;
}

export type EventIdOf = (order: number) => string;

/**
 * Ids that all carry `startMs` and grow with `order` (0 up to 2^32): counted up in the bits below the time, as RFC 9562 6.2
 * method 1 allows, so that a long file does not run ahead of the clock.
 *
 * @param random uniform in [0, 1): tells apart the runs that start in the same millisecond
 */
export function makeEventIds(startMs: number, random: () => number = Math.random): EventIdOf {
  const randomBits = (bits: number) => Math.floor(random() * 2 ** bits);
  return (order) =>
    UUID.fromFieldsV7(
      startMs,
      Math.floor(order / 2 ** 20),
      (order % 2 ** 20) * 2 ** 10 + randomBits(10),
      randomBits(32),
    ).toString();
}
