// Medians and spreads over the seeds.

import { number } from '../markdown.ts';
import { percentile } from '../delays.ts';

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Returns the median, with the least and the greatest value if they look different. It is a dash without values. */
export function showSpread(values: readonly number[], digits = 0): string {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map((value) =>
    number(value, digits),
  );
  return least === most || values.length === 0 ? `${middle}` : `${middle} (${least}–${most})`;
}

/** Returns the median of the ratios within each seed, so that noise of the machine meets both sides. */
export function medianRatio<Run extends { readonly seed: number }>(
  runs: readonly Run[],
  others: readonly Run[],
  valueOf: (run: Run) => number,
): number {
  const bySeed = new Map(others.map((run) => [run.seed, valueOf(run)]));
  return median(runs.map((run) => valueOf(run) / (bySeed.get(run.seed) ?? Number.NaN)));
}
