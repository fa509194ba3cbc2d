// Puts what somebody wants otherwise in place of what was derived.

import { bucketsFor } from './buckets-for.ts';
import type { Capacity, CapacityOverrides } from './capacity.ts';
import { capRoutes } from './components/api.ts';

export function overrideCapacity(capacity: Capacity, overrides: CapacityOverrides): Capacity {
  const stream = { ...capacity.stream, ...overrides.stream } as Capacity['stream'];
  const hotPosts = { ...capacity.hotPosts, ...overrides.hotPosts };
  return {
    stream,
    eventSourceMapping: { ...capacity.eventSourceMapping, ...overrides.eventSourceMapping },
    tables: { ...capacity.tables, ...overrides.tables },
    // More shards than the plan's may need more buckets.
    hotPosts: { ...hotPosts, buckets: bucketsFor(hotPosts.buckets, stream.shards) },
    throttling: capRoutes({ ...capacity.throttling, ...overrides.throttling }),
    fairness: { ...capacity.fairness, ...overrides.fairness },
    functions: { ...capacity.functions, ...overrides.functions },
    burst: capacity.burst && { ...capacity.burst, ...overrides.burst },
    rollUp: capacity.rollUp && { ...capacity.rollUp, ...overrides.rollUp },
    push: capacity.push && { ...capacity.push, ...overrides.push },
    canary: overrides.canary ?? capacity.canary,
    logRetentionDays: overrides.logRetentionDays ?? capacity.logRetentionDays,
    alarms: { ...capacity.alarms, ...overrides.alarms },
  };
}
