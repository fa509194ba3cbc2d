// Answers what became of posts over time, which posts move most, and which posts a person likes.

import type { MiddlewareHandler } from 'hono';
import { DENY_NOBODY, type ReadDenyList } from '../../core/fairness/deny-list.ts';
import type { TimelineReader, TrendingReader } from '../../core/live/activity-ports.ts';
import { fillMinutes } from '../../core/live/fill-minutes.ts';
import { MINUTE_MS } from '../../core/live/minute.ts';
import { gainOf, joinMovers, topMovers, windowsAt } from '../../core/live/movers.ts';
import type { LikedPostsReader } from '../../core/likes/liked-posts.ts';
import { inOrder } from './answer-operations.ts';
import type { requirePerson } from './authenticate.ts';
import { PRIVATE } from './cache-headers.ts';
import { problem } from './problem.ts';
import { readCursor, writeCursor } from './read-cursor.ts';
import { readLimit } from './read-limit.ts';
import { readPostId } from './read-post-id.ts';
import { readRange } from './read-range.ts';

export interface ActivityPorts {
  readonly liked: LikedPostsReader;
  /** Undefined in a deployment without live counts. */
  readonly timeline: TimelineReader | undefined;
  readonly trending: TrendingReader | undefined;
  /** A post that is denied does not trend. */
  readonly denied?: ReadDenyList;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Where nobody likes anything, and nothing is kept. */
export const NO_ACTIVITY: ActivityPorts = {
  liked: { readLikedPosts: async () => ({ posts: [], next: undefined }) },
  timeline: undefined,
  trending: undefined,
  now: Date.now,
};

/** Everybody gets the same answer. A chart of minutes may be half a minute old. */
const CACHED = { 'cache-control': 'public, max-age=30, stale-while-revalidate=60' };

const timeOf = (timeMs: number): string => new Date(timeMs).toISOString();

const noRollUp = () => problem(404, 'This deployment keeps neither a timeline nor trends.');

export function answerActivity(
  { liked, timeline, trending, denied = DENY_NOBODY, now }: ActivityPorts,
  person: ReturnType<typeof requirePerson>,
  limit: MiddlewareHandler,
) {
  return {
    readTimeline: inOrder(limit, readPostId, readRange(now), async (c) => {
      const { postId, range, signal } = c.var;
      if (!timeline) return noRollUp();
      const rows = await timeline.readMinutes(postId, range.fromMs, range.toMs - MINUTE_MS, signal);
      const points = fillMinutes(rows, range).map(({ atMs, ...point }) => ({ at: timeOf(atMs), ...point }));
      return c.json({ postId, stepMinutes: range.stepMinutes, points }, 200, CACHED);
    }),
    readTrending: inOrder(limit, readLimit, async (c) => {
      if (!trending) return noRollUp();
      const windows = windowsAt(now());
      const movers = joinMovers(await trending.readMovers(windows, c.var.signal));
      const closed = (await denied()).posts;
      const open = movers.filter(({ key }) => !closed.has(key));
      const posts = topMovers(open, c.var.limit).map(({ key, ...mover }) => ({
        postId: key,
        count: mover.last.count,
        likes: gainOf(mover),
      }));
      return c.json({ since: timeOf(windows[1]), posts }, 200, CACHED);
    }),
    readMyLikes: inOrder(person, limit, readLimit, readCursor, async (c) => {
      const { userId, after, signal } = c.var;
      const page = await liked.readLikedPosts(userId, { after, limit: c.var.limit }, signal);
      const likes = page.posts.map(({ postId, likedAtMs }) => ({
        postId,
        likedAt: timeOf(likedAtMs),
      }));
      const next = page.next === undefined ? {} : { next: writeCursor(userId, page.next) };
      return c.json({ likes, ...next }, 200, PRIVATE);
    }),
  };
}
