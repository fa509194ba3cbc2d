// What the core needs of the outside world. Adapters implement these on AWS; tests with fakes.

import type { LikeEvent } from './like-event.ts';

/** A post's count as a reader sees it. */
export interface PostCount {
  readonly count: number;
  /** When the count last took in a batch (ISO 8601, UTC); null while nothing was ever counted. */
  readonly asOf: string | null;
}

/** Where accepted events go. One call is one record of one user; it returns once the event is durable. */
export interface LikeStream {
  put(events: readonly LikeEvent[]): Promise<'accepted' | 'throttled'>;
}

export interface CountReader {
  /** The counts of these posts, at most 100, all present in the answer. */
  readCounts(postIds: readonly string[]): Promise<ReadonlyMap<string, PostCount>>;
  /** Which of these posts, at most 100, the person likes now: events not counted yet included. */
  readLiked(userId: string, postIds: readonly string[]): Promise<ReadonlySet<string>>;
}
