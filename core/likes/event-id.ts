// An event's id is a UUIDv7 (RFC 9562, 5.7), which carries the time of acceptance. When one person acts twice on one post, the
// action with the greater id wins. Ids are lower case, so that comparing strings compares times.

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * How far ahead of the server's clock a client's own id may be, in milliseconds. For as long, an action that the server stamps can
 * lose to an older action of the same person, although it was accepted. So this is short.
 */
export const MAX_EVENT_ID_AHEAD_MS = 5_000;

/** How old a client's own id may be, in milliseconds. An old id is safe, because it loses to any newer one. The limit bounds surprises. */
export const MAX_EVENT_ID_AGE_MS = 24 * 60 * 60 * 1_000;

export type EventIdProblem = 'not-a-uuidv7' | 'too-far-ahead' | 'too-old';

/** Returns true for a canonical UUIDv7 in lower case. */
export function isEventId(value: unknown): value is string {
  return typeof value === 'string' && UUID_V7.test(value);
}

/** Returns the time that an event id carries, in milliseconds since 1970. */
export function eventIdTimeMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** Returns what is wrong with an id that a client chose, given the server's time in milliseconds. Undefined means that it may be used. */
export function checkClientEventId(id: string, nowMs: number): EventIdProblem | undefined {
  if (!isEventId(id)) return 'not-a-uuidv7';
  const timeMs = eventIdTimeMs(id);
  if (timeMs > nowMs + MAX_EVENT_ID_AHEAD_MS) return 'too-far-ahead';
  if (timeMs < nowMs - MAX_EVENT_ID_AGE_MS) return 'too-old';
  return undefined;
}
