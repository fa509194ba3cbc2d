// Posts whose counts move in a window of time. Of each post a mover holds the first count of the window that roll-up saw, and the last one.
// Movers of one post merge into one, whatever the order and however often, so that a repeated batch changes nothing.

import type { CounterState } from './counter-state.ts';

type Seen = Pick<CounterState, 'count' | 'commits'>;

export interface Mover {
  readonly first: Seen;
  readonly last: Seen;
}

export interface MoverOf extends Mover {
  readonly key: string;
}

/** Trending looks at the window that is running and at the one before it, so at 10 to 20 minutes. */
const WINDOW_MS = 10 * 60_000;

/** Returns when the window begins that a time lies in. Both are milliseconds since 1970. */
export const windowOf = (timeMs: number): number => Math.floor(timeMs / WINDOW_MS) * WINDOW_MS;

/** The windows that trending looks at, newest first. */
export const windowsAt = (nowMs: number): readonly [runningMs: number, beforeMs: number] => [
  windowOf(nowMs),
  windowOf(nowMs - WINDOW_MS),
];

export const gainOf = ({ first, last }: Mover): number => last.count - first.count;

export function mergeMovers(one: Mover | undefined, other: Mover): Mover {
  if (!one) return other;
  return {
    first: other.first.commits < one.first.commits ? other.first : one.first,
    last: other.last.commits > one.last.commits ? other.last : one.last,
  };
}

/** Returns those that gained most, at most so many, the greatest first. What lost likes or gained none is not among them. */
export function topMovers(movers: Iterable<MoverOf>, most: number): MoverOf[] {
  return [...movers]
    .filter((mover) => gainOf(mover) > 0)
    .sort((one, other) => gainOf(other) - gainOf(one) || (one.key < other.key ? -1 : 1))
    .slice(0, most);
}

/** Merges what several windows say of each post. */
export function joinMovers(movers: Iterable<MoverOf>): MoverOf[] {
  const joined = new Map<string, Mover>();
  for (const { key, ...mover } of movers) joined.set(key, mergeMovers(joined.get(key), mover));
  return [...joined].map(([key, mover]) => ({ key, ...mover }));
}
