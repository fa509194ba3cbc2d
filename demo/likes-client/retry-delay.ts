/**
 * Returns how many milliseconds to wait after so many failures in a row. The time grows exponentially with full jitter up to 30 s,
 * and comes on top of the time that the server asked for.
 */
export const retryDelayMs = (failures: number, retryAfterMs = 0): number =>
  retryAfterMs + Math.random() * Math.min(30_000, 1_000 * 2 ** failures);
