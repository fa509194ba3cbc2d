// Quantiles of values that have weights.

export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** Returns the least value that `share` of the weight does not exceed, or 0 where there is none. */
export function quantile(values: readonly Weighted[], share: number): number {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let seen = 0;
  for (const { value, weight } of sorted) {
    seen += weight;
    if (seen >= share * total) return value;
  }
  return sorted.at(-1)?.value ?? 0;
}
