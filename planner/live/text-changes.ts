// How often the text of a count changes. A button shows it in compact notation: 999, 1.2K, 12K, 123K, 1.2M, 12M. Nobody sees a change
// that leaves the text as it was, so nobody is told of it.

/** Below so many likes, the text changes with every `step` likes. */
const STEPS = [
  { below: 1_000, step: 1 },
  { below: 10_000, step: 100 },
  { below: 1_000_000, step: 1_000 },
  { below: 10_000_000, step: 100_000 },
  { below: 1_000_000_000, step: 1_000_000 },
  { below: 10_000_000_000, step: 100_000_000 },
  { below: Number.POSITIVE_INFINITY, step: 1_000_000_000 },
] as const;

/** A viewer is told of a post at most this often. */
const MOST_PER_SECOND = 1;

/** By how many likes this count must grow until its text is another one. */
export const textStep = (count: number): number =>
  STEPS.find(({ below }) => count < below)?.step ?? Number.POSITIVE_INFINITY;

/**
 * Returns how often viewers are told of a post that begins with no likes and gets so many a second. At a count of N and a rate of r, its
 * text changes every textStep(N) / r seconds.
 */
export function textChanges(likesPerSecond: number, seconds: number): number {
  const count = likesPerSecond * seconds;
  let from = 0;
  let changes = 0;
  for (const { below, step } of STEPS) {
    const likes = Math.max(0, Math.min(count, below) - from);
    if (likes > 0) changes += Math.min(likes / step, (likes / likesPerSecond) * MOST_PER_SECOND);
    from = below;
  }
  return changes;
}
