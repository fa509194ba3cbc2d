// A cache at the edge: which readers it answers, and what is left for the origin.

import type { Workload } from '../scenarios/scenario.ts';
import { ANSWER_BYTES_PER_POST, ANSWER_HEADER_BYTES, OTHER_POSTS, TOKEN_SHARE } from './figures.ts';

/** How long a cache keeps an answer: a second while a post moves, and up to a minute when nothing happens. source: docs/api.md */
export const MAX_AGE = { leastSeconds: 1, mostSeconds: 60 } as const;

/** An answer is kept for this share of the time in which none of its posts has got a like. source: lambdas/http/cache-headers.ts */
const PART_OF_QUIET_TIME = 0.1;

/** How often the origin is asked for one page at most, when each answer is kept for a second and several caches ask for it. */
export const ORIGIN_READS_PER_SECOND = 2;

export interface EdgeUse {
  /** The share of those without a token whom the cache answers. */
  readonly hitRate: number;
  /** The share of all pages that reach the API. */
  readonly originShare: number;
  /** The share of pages that are asked for with a token. */
  readonly tokenShare: number;
}

/** Everything reaches the API. All readers are taken to have a token, which is the most. */
export const NO_EDGE: EdgeUse = { hitRate: 0, originShare: 1, tokenShare: 1 };

/** For how long an answer is kept whose posts get so many likes a second. */
export const keptSeconds = (likesPerSecond: number): number =>
  Math.min(MAX_AGE.mostSeconds, Math.max(MAX_AGE.leastSeconds, PART_OF_QUIET_TIME / likesPerSecond));

/** The hottest page and as many others as there are other posts, which share the rest of the readers evenly. */
export function edgeHitRate(
  { hotKeyShare, postsPerRead }: Workload,
  likesPerSecond: number,
  pagesPerSecond: number,
): number {
  const hits = (pages: number, missesPerSecond: number) =>
    pages === 0 ? 0 : pages / (pages + missesPerSecond);
  const likesOfOther = (likesPerSecond * (1 - hotKeyShare)) / OTHER_POSTS;
  const kept = keptSeconds(postsPerRead * likesOfOther);
  return (
    hotKeyShare * hits(pagesPerSecond * hotKeyShare, ORIGIN_READS_PER_SECOND) +
    (1 - hotKeyShare) * hits((pagesPerSecond * (1 - hotKeyShare)) / OTHER_POSTS, 1 / kept)
  );
}

export function edgeUse(workload: Workload, likesPerSecond: number, pagesPerSecond: number): EdgeUse {
  const hitRate = edgeHitRate(workload, likesPerSecond, pagesPerSecond * (1 - TOKEN_SHARE));
  return {
    hitRate,
    originShare: TOKEN_SHARE + (1 - TOKEN_SHARE) * (1 - hitRate),
    tokenShare: TOKEN_SHARE,
  };
}

/** What the edge sends for a page. */
export const pageBytes = (posts: number): number => ANSWER_HEADER_BYTES + posts * ANSWER_BYTES_PER_POST;
