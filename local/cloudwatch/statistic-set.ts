// The values of a metric within a minute, kept so that every statistic can be told of one minute or of several.

/** Such as `Sum` or `p99.9`. source: CloudWatch guide, "CloudWatch statistics definitions" */
export type Statistic = string;

const PERCENTILE = /^p(\d{1,2}(?:\.\d+)?|100)$/;

/** Percentiles are told to this many digits, so that a busy minute needs no more memory than a quiet one. */
const PERCENTILE_DIGITS = 3;

export class StatisticSet {
  count = 0;
  sum = 0;
  minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;
  /** How often each value occurred. */
  readonly occurrences = new Map<number, number>();

  add(value: number): void {
    this.count += 1;
    this.sum += value;
    this.minimum = Math.min(this.minimum, value);
    this.maximum = Math.max(this.maximum, value);
    const rounded = Number(value.toPrecision(PERCENTILE_DIGITS));
    this.occurrences.set(rounded, (this.occurrences.get(rounded) ?? 0) + 1);
  }
}

type Sets = readonly StatisticSet[];

const total = (sets: Sets, of: (set: StatisticSet) => number) => sets.reduce((sum, set) => sum + of(set), 0);

const STATISTICS = new Map<Statistic, (sets: Sets) => number>([
  ['SampleCount', (sets) => total(sets, ({ count }) => count)],
  ['Sum', (sets) => total(sets, ({ sum }) => sum)],
  ['Average', (sets) => total(sets, ({ sum }) => sum) / total(sets, ({ count }) => count)],
  ['Minimum', (sets) => Math.min(...sets.map(({ minimum }) => minimum))],
  ['Maximum', (sets) => Math.max(...sets.map(({ maximum }) => maximum))],
]);

export const isStatistic = (text: string): boolean => STATISTICS.has(text) || PERCENTILE.test(text);

/** Returns the statistic of all values, and undefined when there are none. Throws RangeError for a statistic that is not known. */
export function readStatistic(sets: Sets, statistic: Statistic): number | undefined {
  const [, percent] = PERCENTILE.exec(statistic) ?? [];
  const read =
    percent === undefined ? STATISTICS.get(statistic) : (of: Sets) => percentileOf(of, Number(percent));
  if (!read) throw new RangeError(`there is no statistic ${statistic}`);
  return sets.length === 0 ? undefined : read(sets);
}

/** Returns the smallest value that has at least this share of all values at or below it. */
function percentileOf(sets: Sets, percent: number): number {
  const occurrences = new Map<number, number>();
  for (const [value, count] of sets.flatMap((set) => [...set.occurrences]))
    occurrences.set(value, (occurrences.get(value) ?? 0) + count);
  const wanted = (total(sets, ({ count }) => count) * percent) / 100;
  let atOrBelow = 0;
  for (const [value, count] of [...occurrences].sort(([one], [other]) => one - other)) {
    atOrBelow += count;
    if (atOrBelow >= wanted) return value;
  }
  return Math.max(...sets.map(({ maximum }) => maximum));
}
