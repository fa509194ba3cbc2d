// What telling open pages of changes takes: a table of connections in slots, and a queue with a message for each slot.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { FunctionSize, PushCapacity } from '../capacity.ts';
import { QUEUE } from '../limits.ts';
import type { Traffic } from '../traffic.ts';
import { viewersAt } from './connections.ts';
import { planTable, type Units } from './tables.ts';

/** A message outlasts two invocations that die with it. Its pages would wait for the next change of the post otherwise. */
const RETENTION_SECONDS = 600;

/** A page that opens writes its connection and its posts, and one that closes deletes them. */
export const connectionUnits = (at: Traffic, postsPerPage: number): Units => ({
  write: 2 * at.pages * (1 + postsPerPage),
  read: viewersAt(at).slots,
});

/** Undefined where pages ask for counts. */
export function planPush(
  { workload, policies }: Scenario,
  { steady, peak }: { steady: Traffic; peak: Traffic },
  broadcast: FunctionSize,
): PushCapacity | undefined {
  if (policies.live !== 'push') return undefined;
  const connectionSlots = Math.max(1, viewersAt(peak).slots);
  const units = (at: Traffic) => connectionUnits(at, workload.postsPerRead);
  return {
    connectionSlots,
    connections: planTable(policies.tables, { steady: units(steady), peak: units(peak) }, {}),
    maximumConcurrency: Math.min(
      QUEUE.mostMaximumConcurrency,
      Math.max(QUEUE.leastMaximumConcurrency, connectionSlots),
    ),
    visibilityTimeoutSeconds: QUEUE.timeoutsOfVisibility * broadcast.timeoutSeconds,
    retentionSeconds: RETENTION_SECONDS,
  };
}
