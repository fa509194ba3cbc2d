// Fakes of the ports that the HTTP functions use. They keep everything in memory.

import type { LikeEvent } from '../../core/likes/like-event.ts';
import type { CountReader, LikeStream, PostCount } from '../../core/likes/ports.ts';
import type { ReceiptReader } from '../../core/likes/resolve-receipt.ts';
import { minuteOf } from '../../core/live/minute.ts';
import type { ActivityPorts } from '../../lambdas/http/answer-activity.ts';
import type { VerifyToken } from '../../lambdas/http/verify-token.ts';

export const NOW_MS = Date.UTC(2026, 10, 24);

/** A UUIDv7 of the given time. */
export function eventIdAt(timeMs: number, tail = '8000-000000000001'): string {
  const time = timeMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-${tail}`;
}

/** The token `good-ann` proves the person `ann`. */
export const verifyToken: VerifyToken = async (token) =>
  token.startsWith('good-') ? token.slice('good-'.length) : undefined;

export const asAnn = { authorization: 'Bearer good-ann' };

export interface RecordingStream extends LikeStream {
  readonly records: (readonly LikeEvent[])[];
}

export function recordingStream(outcome: () => 'accepted' | 'throttled' = () => 'accepted'): RecordingStream {
  const records: (readonly LikeEvent[])[] = [];
  return {
    records,
    async put(events) {
      const result = outcome();
      if (result === 'throttled') return result;
      records.push(events);
      return { place: undefined };
    },
  };
}

export function readerOf(
  counts: Record<string, PostCount>,
  likes: Record<string, string[]> = {},
): CountReader & ReceiptReader {
  // A post may have the name of a property that every object inherits, so these are maps.
  const countOf = new Map(Object.entries(counts));
  const likesOf = new Map(Object.entries(likes));
  return {
    async readCounts(postIds) {
      return new Map(postIds.map((postId) => [postId, countOf.get(postId) ?? { count: 0, asOf: null }]));
    },
    async readLiked(userId, postIds) {
      return new Set(postIds.filter((postId) => likesOf.get(userId)?.includes(postId)));
    },
    // Nobody has acted, as far as receipts go.
    readRow: async () => [],
    readItem: async () => undefined,
  };
}

/** A post that was liked in the minute of `NOW_MS`, trends, and that everybody likes. */
export const activity: ActivityPorts = {
  liked: {
    readLikedPosts: async () => ({ posts: [{ postId: 'p', likedAtMs: NOW_MS }], next: 'p' }),
  },
  timeline: {
    readMinutes: async (key) => [{ key, minuteMs: minuteOf(NOW_MS), count: 101, commits: 9 }],
  },
  trending: {
    readMovers: async () => [
      { key: 'p', first: { count: 100, commits: 8 }, last: { count: 101, commits: 9 } },
    ],
  },
  now: () => NOW_MS,
};
