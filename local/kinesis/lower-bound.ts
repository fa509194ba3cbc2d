// Binary search over anything that is ordered.

/** Returns the first index from `from` on that is not before the wanted place, or `end` if all of them are. */
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
