// Popularity as the web has it: the post of rank r is picked in proportion to 1 / r^skew.

/** Picks a rank from 0 to `ranks` - 1; skew 0 makes all equally likely. */
export function makeZipf(ranks: number, skew: number, random: () => number): () => number {
  const cumulative = new Float64Array(ranks);
  let total = 0;
  for (let rank = 0; rank < ranks; rank++) {
    total += 1 / (rank + 1) ** skew;
    cumulative[rank] = total;
  }
  return () => firstAbove(cumulative, random() * total);
}

function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
