// How many units a table or an item turns away, if it saves what it does not use for a while.

/** @param creditSeconds for how many seconds' worth it saves. It begins with all of it. */
export function throttledUnits(units: readonly number[], limit: number, creditSeconds: number): number {
  const most = limit * creditSeconds;
  let saved = most;
  let throttled = 0;
  for (const used of units) {
    const left = saved + limit - used;
    if (left < 0) throttled -= left;
    saved = Math.min(most, Math.max(0, left));
  }
  return throttled;
}
