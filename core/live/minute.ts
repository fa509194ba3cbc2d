// A minute, by the time when it begins.

export const MINUTE_MS = 60_000;

/** Returns when the minute begins that a time lies in. Both are milliseconds since 1970. */
export const minuteOf = (timeMs: number): number => Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
