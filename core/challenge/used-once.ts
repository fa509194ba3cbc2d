// Remembers what was used, until it expires anyway. The memory is bounded: when it is full, it forgets the oldest.

/** About 8 MB. An environment answers some hundred requests a second, and a puzzle is good for two minutes. */
const MOST = 30_000;

/** Returns whether this is the first use that is remembered. */
export type UseOnce = (id: string, expiresAtMs: number, nowMs: number) => boolean;

export function makeUsedOnce(most = MOST): UseOnce {
  /** What was used first comes first. What was issued together expires together, so that is nearly the order of its end. */
  const used = new Map<string, number>();
  return (id, expiresAtMs, nowMs) => {
    if (used.has(id)) return false;
    used.set(id, expiresAtMs);
    for (const [oldest, endMs] of used) {
      if (endMs > nowMs && used.size <= most) break;
      used.delete(oldest);
    }
    return true;
  };
}
