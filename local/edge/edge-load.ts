// Counts what the edge answers by itself, and what it asks the origins.

import type { Source } from './response-cache.ts';

export interface EdgeLoad {
  /** The path pattern of a behavior. */
  readonly path: string;
  readonly requests: number;
  /** By where the answers came from. */
  readonly answered: Readonly<Record<Source, number>>;
  readonly originRequests: number;
}

export type CountAnswer = (path: string, source: Source) => void;

export function makeEdgeCounters() {
  const loads = new Map<string, { answered: Record<Source, number>; originRequests: number }>();
  const of = (path: string) => {
    const load = loads.get(path) ?? {
      answered: { hit: 0, stale: 0, miss: 0, refresh: 0, collapsed: 0, passed: 0 },
      originRequests: 0,
    };
    loads.set(path, load);
    return load;
  };
  return {
    countAnswer: (path: string, source: Source) => void of(path).answered[source]++,
    countOriginRequest: (path: string) => void of(path).originRequests++,
    read: (): readonly EdgeLoad[] =>
      [...loads].map(([path, { answered, originRequests }]) => ({
        path,
        requests: Object.values(answered).reduce((sum, count) => sum + count, 0),
        answered: { ...answered },
        originRequests,
      })),
  };
}

export type EdgeCounters = ReturnType<typeof makeEdgeCounters>;
