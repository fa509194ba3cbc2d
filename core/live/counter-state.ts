// What a counter was at one moment. Of two states of a counter the one with more commits is the newer one, because every change of a
// count is a commit, and neither a split nor a merge changes the number of commits.

export interface CounterState {
  readonly key: string;
  readonly count: number;
  /** The commits to all items of the counter so far. */
  readonly commits: number;
  /** Milliseconds since 1970: the count includes all that was committed before. */
  readonly asOfMs: number;
}

/** Returns the newer of two states of a counter. Its time is the later one of both, so that times do not go back. */
export function newerOf(one: CounterState | undefined, other: CounterState): CounterState {
  if (!one) return other;
  const newer = other.commits > one.commits ? other : one;
  return { ...newer, asOfMs: Math.max(one.asOfMs, other.asOfMs) };
}
