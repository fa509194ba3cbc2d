// Which likes a withdrawal takes back. Pure.

import type { PostRow } from '../../adapters/dynamodb/scan.ts';
import { eventIdTimeMs } from '../../core/likes/event-id.ts';
import { likedBy, winnerOf } from '../../core/likes/stamp.ts';

export interface Selection {
  /** In order, each once. Undefined stands for everybody. */
  readonly persons: readonly string[] | undefined;
  /** Accepted at this time or later, in milliseconds since 1970. */
  readonly fromMs: number;
  /** Accepted before this time. */
  readonly toMs: number;
}

/** A person's latest action on a post, which is a like. */
export interface FoundLike {
  readonly userId: string;
  readonly postId: string;
  /** The id of the event. */
  readonly likeId: string;
}

const EVENT_ID_LENGTH = 36;

/** Returns the like that a row shows, or undefined when the latest action is no like, or not of the span of time. */
export function findLike(
  { userId, postId, row }: PostRow,
  { fromMs, toMs }: Pick<Selection, 'fromMs' | 'toMs'>,
): FoundLike | undefined {
  const winner = winnerOf(row.map(({ stamp }) => stamp));
  if (winner === undefined || !likedBy(winner)) return undefined;
  const likeId = winner.slice(0, EVENT_ID_LENGTH);
  const acceptedMs = eventIdTimeMs(likeId);
  return acceptedMs >= fromMs && acceptedMs < toMs ? { userId, postId, likeId } : undefined;
}
