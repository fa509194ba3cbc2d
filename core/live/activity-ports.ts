// What readers ask of the timeline and of what trends.

import type { MoverOf } from './movers.ts';
import type { MinuteCount } from './roll-up-ports.ts';

export interface TimelineReader {
  /**
   * Returns the minutes of a post that have a row, oldest first, and before them the last one that is older.
   *
   * @param fromMs when the first minute of the range begins
   * @param lastMs when the last minute of the range begins
   */
  readMinutes(
    postId: string,
    fromMs: number,
    lastMs: number,
    signal?: AbortSignal,
  ): Promise<readonly MinuteCount[]>;
}

export interface TrendingReader {
  /** Returns the movers that roll-up kept of these windows. A post may be there once for each window. */
  readMovers(windowsMs: readonly number[], signal?: AbortSignal): Promise<readonly MoverOf[]>;
}
