// Sorts the throttles of the local cloud by the component that gave them.

import type { LocalCloud } from '../../local/cloud.ts';

export interface Throttles {
  readonly shards: number;
  /** One counter item, or the partition that it lies on. */
  readonly counters: number;
  readonly tables: number;
}

/** Returns the sums so far; undefined where nothing is limited. */
export function readThrottles(_cloud: LocalCloud): Throttles | undefined {
  return undefined;
}

export const subtractThrottles = (after: Throttles, before: Throttles): Throttles => ({
  shards: after.shards - before.shards,
  counters: after.counters - before.counters,
  tables: after.tables - before.tables,
});
