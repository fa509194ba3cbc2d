// Binary search over anything that is ordered.

/** The first of `from`..`end` that is not before the wanted place; `end` where all are. */
export function lowerBound(from: number, end: number, isBefore: (index: number) => boolean): number {
  let low = from;
  let high = end;
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
