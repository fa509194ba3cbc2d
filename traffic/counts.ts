// Reads counts as any client would, a page of posts at a time, and compares them with the expected counts.

import type { Api } from './api.ts';
import { RefusedError } from './api-errors.ts';

/** Most posts in one GET /v1/likes of a reader without a token. */
const MAX_POSTS_PER_PAGE = 50;
/** Keeps the request line below the 10,240 bytes that API Gateway allows for it and all headers. */
const MAX_QUERY_LENGTH = 8_000 - 'posts='.length;
const PAGES_AT_ONCE = 4;

/** Returns the count of each post, by the id of the post. */
export async function readCounts(
  api: Api,
  postIds: Iterable<string>,
  signal?: AbortSignal,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const pages = toQueries(postIds).values();
  async function readPages(): Promise<void> {
    for (const query of pages) {
      const answer = await api.call({ method: 'GET', path: `/v1/likes?${query}` }, signal);
      if (answer.status !== 200) throw new RefusedError('GET /v1/likes', answer);
      const { posts } = JSON.parse(answer.text) as { posts: { postId: string; count: number }[] };
      for (const { postId, count } of posts) counts.set(postId, count);
    }
  }
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, readPages));
  return counts;
}

/** Returns queries that ask for all ids in as few requests as the limits allow. */
export function toQueries(postIds: Iterable<string>): string[] {
  const queries: string[] = [];
  let page: string[] = [];
  let length = 0;
  for (const postId of postIds) {
    const added = lengthInQuery(postId);
    if (page.length === MAX_POSTS_PER_PAGE || length + added > MAX_QUERY_LENGTH) {
      queries.push(toQuery(page));
      page = [];
      length = 0;
    }
    page.push(postId);
    length += added;
  }
  return page.length > 0 ? [...queries, toQuery(page)] : queries;
}

/** A list in `posts` is separated by commas, and spaces around them are dropped. Other ids need a parameter of their own. */
const needsParameter = (postId: string) => /^ |,| $/.test(postId);

const lengthInQuery = (postId: string) =>
  encodeURIComponent(postId).length + (needsParameter(postId) ? '&post='.length : ','.length);

function toQuery(postIds: readonly string[]): string {
  const listed = postIds.filter((postId) => !needsParameter(postId)).map(encodeURIComponent);
  const alone = postIds.filter(needsParameter).map((postId) => `post=${encodeURIComponent(postId)}`);
  return [...(listed.length > 0 ? [`posts=${listed.join(',')}`] : []), ...alone].join('&');
}

export interface Difference {
  readonly postId: string;
  readonly expected: number;
  /** Undefined when the answer did not name the post. */
  readonly counted: number | undefined;
}

export interface Comparison {
  readonly posts: number;
  readonly likesExpected: number;
  readonly likesCounted: number;
  readonly differences: readonly Difference[];
}

/** Compares the counts of all posts in `truth` with it. */
export function compareCounts(
  truth: ReadonlyMap<string, number>,
  counts: ReadonlyMap<string, number>,
): Comparison {
  const differences: Difference[] = [];
  let likesExpected = 0;
  let likesCounted = 0;
  for (const [postId, expected] of truth) {
    const counted = counts.get(postId);
    likesExpected += expected;
    likesCounted += counted ?? 0;
    if (counted !== expected) differences.push({ postId, expected, counted });
  }
  return { posts: truth.size, likesExpected, likesCounted, differences };
}
