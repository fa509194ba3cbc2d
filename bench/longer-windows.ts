// Computes what a longer batch window would save when most posts of a batch appear once. Only a longer window combines such
// likes.

import { expectedDistinctPosts } from './delays.ts';

export interface WindowRow {
  readonly windowSeconds: number;
  /** The likes in a batch of one lane. */
  readonly likesPerBatch: number;
  readonly counterWritesPerBatch: number;
  readonly counterWritesPerLike: number;
}

/**
 * Lambda's longest batch window is 300 s, and its largest batch is 10,000 records. source: Lambda guide, event source
 * mappings
 */
const WINDOWS_SECONDS = [1, 5, 30, 60, 300];
const MAX_BATCH_RECORDS = 10_000;

/** @param popularity likes of each post, in any unit */
export function longerWindows(
  popularity: readonly number[],
  { likesPerSecond, lanes }: { likesPerSecond: number; lanes: number },
): WindowRow[] {
  return WINDOWS_SECONDS.map((windowSeconds) => {
    const likesPerBatch = Math.min(MAX_BATCH_RECORDS, Math.round((likesPerSecond * windowSeconds) / lanes));
    const counterWritesPerBatch = expectedDistinctPosts(popularity, likesPerBatch);
    return {
      windowSeconds,
      likesPerBatch,
      counterWritesPerBatch,
      counterWritesPerLike: counterWritesPerBatch / likesPerBatch,
    };
  });
}
