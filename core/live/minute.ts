// Minutes as the timeline names them. Such texts compare as times.

export const MINUTE_MS = 60_000;

/** Returns the minute that a time lies in, for example `2026-11-26T19:27Z`. */
export const minuteOf = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 16)}Z`;

/** Returns when a minute begins, in milliseconds since 1970. */
export const minuteStartMs = (minute: string): number => Date.parse(minute);
