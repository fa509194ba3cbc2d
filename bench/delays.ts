// Computes from outside how long a like takes from its 202 until it is in the count. The n-th accepted like of a post is
// counted when the post's count first reaches n. The average is exact, in whatever order the likes are counted.

export interface CountSeen {
  readonly atMs: number;
  readonly count: number;
}

/**
 * Returns the delay of each like in milliseconds. A like that was never seen in a count is left out.
 *
 * @param acceptedAtMs when the post's likes were accepted, ascending
 * @param seen         the post's count over time, ascending
 */
export function delaysOf(acceptedAtMs: readonly number[], seen: readonly CountSeen[]): number[] {
  const delays: number[] = [];
  let next = 0;
  for (const [index, accepted] of acceptedAtMs.entries()) {
    while (next < seen.length && seen[next]!.count < index + 1) next++;
    const reached = seen[next];
    if (!reached) break;
    delays.push(Math.max(0, reached.atMs - accepted));
  }
  return delays;
}

/** Returns the smallest value that at least this share (0 to 1) of the values do not exceed. It is NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/**
 * Returns the expected number of distinct posts in `likes` independent likes: the sum over posts of 1 - (1 - p)^likes. A
 * batch of that size costs as many counter writes.
 *
 * @param popularity likes of each post, in any unit
 */
export function expectedDistinctPosts(popularity: readonly number[], likes: number): number {
  const total = popularity.reduce((sum, each) => sum + each, 0);
  return popularity.reduce((sum, each) => sum + 1 - (1 - each / total) ** likes, 0);
}
