// Makes the points of a chart of the rows of a timeline. A minute in which nothing changed has no row, and has the count of the minute
// before it. An example with a step of one minute, where the last row before 12:00 says 40:
//
//   rows     11:52 40          12:01 43          12:03 42
//   points   12:00 40 (+0)     12:01 43 (+3)     12:02 43 (+0)     12:03 42 (-1)

import { MINUTE_MS } from './minute.ts';
import type { MinuteCount } from './roll-up-ports.ts';

export interface TimelinePoint {
  /** When the step begins, in milliseconds since 1970. */
  readonly atMs: number;
  /** The count at the end of the step, or so far. Null: it is not known, because no row is as old. */
  readonly count: number | null;
  /** How much the count changed in the step. Null when one of both counts is not known. */
  readonly likes: number | null;
}

export interface Range {
  /** The first minute and the one after the last minute, in milliseconds since 1970. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMinutes: number;
}

/** @param rows oldest first, with the last one before the range, if there is one */
export function fillMinutes(
  rows: readonly MinuteCount[],
  { fromMs, toMs, stepMinutes }: Range,
): TimelinePoint[] {
  const points: TimelinePoint[] = [];
  let next = 0;
  let known: MinuteCount | undefined;
  /** Two lanes may tell their counts in the other order. Of two rows the one with more commits is the newer count. */
  const readBefore = (timeMs: number): number | null => {
    for (let row = rows[next]; row && row.minuteMs < timeMs; row = rows[++next])
      if (!known || row.commits > known.commits) known = row;
    return known?.count ?? null;
  };
  let before = readBefore(fromMs);
  for (let atMs = fromMs; atMs < toMs; atMs += stepMinutes * MINUTE_MS) {
    const count = readBefore(Math.min(atMs + stepMinutes * MINUTE_MS, toMs));
    const likes = count === null || before === null ? null : count - before;
    points.push({ atMs, count, likes });
    before = count;
  }
  return points;
}
