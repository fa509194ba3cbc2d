// One like or unlike of a post by a person, as it is sent. Its id is fixed before the first try, so that a retry is a
// duplicate.

import { UUID } from 'uuidv7';
import type { LikeOp } from '../core/likes/like-event.ts';

export interface Action {
  /** A UUIDv7. When one user acts twice on a post, the action with the greater id wins, in whatever order they arrive. */
  readonly id: string;
  /** The name that the file or workload has for the person. */
  readonly user: string;
  readonly postId: string;
  readonly op: LikeOp;
}

export type EventIdOf = (order: number) => string;

/**
 * Makes ids that all carry the time `startMs` and grow with `order` (0 up to 2^32). The bits below the time count up, as RFC
 * 9562 6.2 method 1 allows. Otherwise the ids of a long file would run ahead of the clock.
 *
 * @param random uniform in [0, 1). It makes the ids of two runs differ that start in the same millisecond.
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
