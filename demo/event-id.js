// Ids of actions. An id is a UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds since 1970, then random bits. When one person acts
// twice on a post, the action with the greater id wins.

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const isEventId = (value) => typeof value === 'string' && UUID_V7.test(value);

export const eventIdTimeMs = (id) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** Returns a new id. It carries the time, or the millisecond after `greatest` if the clock has not come that far. */
export function makeEventId(nowMs, greatest) {
  const floorMs = greatest === undefined ? 0 : eventIdTimeMs(greatest) + 1;
  const time = Math.max(Math.floor(nowMs), floorMs).toString(16).padStart(12, '0');
  const random = crypto.getRandomValues(new Uint8Array(10));
  random[0] = 0x70 | (random[0] & 0x0f);
  random[2] = 0x80 | (random[2] & 0x3f);
  const rest = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`;
}
