// How long caches keep an answer about posts: a second while a post moves, and up to a minute when nothing happens to it.

import type { PostCount } from '../../core/likes/ports.ts';

/** As long as a count that moves is kept, in seconds. One more reader within that time costs nothing. */
export const LEAST_MAX_AGE_SECONDS = 1;
export const MOST_MAX_AGE_SECONDS = 60;

/** An answer is kept for a tenth of the time in which nothing has changed (source: RFC 9111, 4.2.2). */
const PART_OF_QUIET_TIME = 0.1;

/** A post that nobody has liked yet may just have been published, and may become hot at any moment. */
const NEVER_COUNTED_SECONDS = 5;

/** Returns for how many seconds a count may be kept, by how long ago it last moved. */
export function maxAgeOf(asOf: string | null, nowMs: number): number {
  if (asOf === null) return NEVER_COUNTED_SECONDS;
  const quietSeconds = (nowMs - Date.parse(asOf)) / 1_000;
  const seconds = Math.floor(PART_OF_QUIET_TIME * quietSeconds);
  return Math.min(MOST_MAX_AGE_SECONDS, Math.max(LEAST_MAX_AGE_SECONDS, seconds));
}

/**
 * Returns the headers of an answer about these posts that is for everybody. The hottest post decides. For as long again, a cache may
 * show the old answer while it asks for the new one.
 */
export function cacheHeaders(counts: readonly Pick<PostCount, 'asOf'>[], nowMs: number) {
  const seconds = Math.min(MOST_MAX_AGE_SECONDS, ...counts.map(({ asOf }) => maxAgeOf(asOf, nowMs)));
  return {
    'cache-control': `public, max-age=${seconds}, stale-while-revalidate=${seconds}`,
    vary: 'Authorization',
  };
}

/** For an answer that tells what one person likes. No cache may keep it. */
export const PRIVATE = { 'cache-control': 'private, no-store', vary: 'Authorization' };

/** Posts are written once, and a new one may wait for a moment until everybody sees it. */
export const FEED_CACHE_HEADERS = {
  'cache-control': 'public, max-age=10, stale-while-revalidate=60',
};
