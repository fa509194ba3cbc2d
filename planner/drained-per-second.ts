// Says how fast the burst queue drains once the burst is over.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Capacity } from './capacity.ts';
import { SHARD_RECORDS_PER_SECOND } from './lane-rate.ts';

/** Returns messages a second: what the stream takes, less what arrives all the time. */
export const drainedPerSecond = ({ workload }: Scenario, { stream }: Capacity): number =>
  Math.max(1, stream.shards * SHARD_RECORDS_PER_SECOND - workload.steadyEventsPerSecond);
