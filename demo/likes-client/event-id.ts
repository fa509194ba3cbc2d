// Ids of actions. An id is a UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds since 1970, then random bits. When one person acts
// twice on a post, the action with the greater id wins.

export const eventIdTimeMs = (id: string): number => Number.parseInt(id.slice(0, 13).replace('-', ''), 16);

/** Returns a new id. It carries the time, or the millisecond after `greatest` if the clock has not come that far. */
export function makeEventId(nowMs: number, greatest = ''): string {
  const timeMs = Math.max(Math.floor(nowMs), eventIdTimeMs(greatest) + 1 || 0);
  const time = timeMs.toString(16).padStart(12, '0');
  const [a, b, ...rest] = Array.from(crypto.getRandomValues(new Uint16Array(5)), (bits) =>
    bits.toString(16).padStart(4, '0'),
  );
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a!.slice(1)}-8${b!.slice(1)}-${rest.join('')}`;
}
