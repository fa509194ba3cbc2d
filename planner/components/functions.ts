// The functions: how much memory each needs, and how many executions the account must allow at a time.

import type { Scenario, Workload } from '../../scenarios/scenario.ts';
import type { Capacity, FunctionSize, FunctionSizes, StreamCapacity } from '../capacity.ts';
import { ACCEPT_SECONDS, READ_SECONDS } from '../figures.ts';
import {
  BATCH_CPU_MS_PER_LIKE,
  laneRate,
  MEBIBYTES_PER_VCPU,
  SHARD_RECORDS_PER_SECOND,
} from '../lane-rate.ts';
import { EXECUTIONS_GAINED_IN_TEN_SECONDS } from '../limits.ts';
import { EXECUTIONS_AT_A_TIME, REQUESTS_PER_EXECUTION } from '../quotas.ts';
import { SERVICE_QUOTAS } from '../service-quotas.ts';
import type { Traffic } from '../traffic.ts';
import { audienceAt } from '../live/audience.ts';
import { type Component, component, show } from './component.ts';
import { liveInvocationsAt } from './live-invocations.ts';
import { answeringViewers, broadcasting } from './push.ts';

/** Memory is raised in steps of one vCPU here: between two steps, a thread gets a share of a core's time. */
const batchMemoryMiB = (): number =>
  MEBIBYTES_PER_VCPU * Math.ceil((SHARD_RECORDS_PER_SECOND * BATCH_CPU_MS_PER_LIKE.longTail) / 1_000);

const sizes: FunctionSizes = {
  // Nobody waits longer for an answer, and repeating a like is safe.
  acceptLike: { memoryMiB: 256, timeoutSeconds: 10 },
  readCounts: { memoryMiB: 256, timeoutSeconds: 10 },
  issueVisitor: { memoryMiB: 256, timeoutSeconds: 10 },
  rotateKeys: { memoryMiB: 256, timeoutSeconds: 20 },
  describeApi: { memoryMiB: 128, timeoutSeconds: 5 },
  mergeBuckets: { memoryMiB: 256, timeoutSeconds: 60 },
  drainBurst: { memoryMiB: 256, timeoutSeconds: 30 },
  rollUp: { memoryMiB: 512, timeoutSeconds: 30 },
  answerViewer: { memoryMiB: 256, timeoutSeconds: 10 },
  // It signs a call for each connection of a slot, and a slot must be told within a second.
  broadcast: { memoryMiB: 1_024, timeoutSeconds: 30 },
  // It waits for a like to be counted, and for its unlike. lambdas/canary.ts
  canary: { memoryMiB: 128, timeoutSeconds: 120 },
  // The largest batch is 6 MB of base64, which is 18,000 events of 250 bytes. It takes 18 s where four lanes share the
  // 4,000 writes/s of a new on-demand table. A batch that never ended in time would get through only by being bisected.
  // source: Lambda limits; DynamoDB on-demand capacity mode
  batchLikes: { memoryMiB: batchMemoryMiB(), timeoutSeconds: 60 },
};

/** Twice what the peak needs is reserved, if the scenario wants that. */
export function planFunctions({ workload, policies }: Scenario, { shards }: StreamCapacity): FunctionSizes {
  if (!policies.reserveConcurrency) return sizes;
  const reserve = (size: FunctionSize, executions: number): FunctionSize => ({
    ...size,
    reservedConcurrency: Math.max(1, Math.ceil(2 * executions)),
  });
  return {
    ...sizes,
    acceptLike: reserve(sizes.acceptLike, workload.peakEventsPerSecond * ACCEPT_SECONDS),
    readCounts: reserve(sizes.readCounts, workload.peakReadsPerSecond * READ_SECONDS),
    // A zombie may still run beside the invocation that takes its place.
    batchLikes: reserve(sizes.batchLikes, shards),
  };
}

/** Executions of the functions of live counts at the peak. Roll-up has one for each lane. */
function liveExecutions(capacity: Capacity, workload: Workload): number {
  const { rollUp, push, functions } = capacity;
  const it = audienceAt('peak', workload);
  const telling = push ? broadcasting(it, capacity, functions.broadcast) + answeringViewers(it) : 0;
  return (rollUp?.stream.shards ?? 0) + telling;
}

/** Executions at the peak: batch-likes has one for each lane, and merge-buckets and the rest have two together. */
export const executionsAt = (
  capacity: Capacity,
  workload: Workload,
  { accepting, reading }: Traffic,
): number =>
  accepting +
  reading +
  capacity.stream.shards +
  (capacity.burst?.maximumConcurrency ?? 0) +
  liveExecutions(capacity, workload) +
  2;

export function functionComponents({ workload }: Scenario, capacity: Capacity, at: Traffic): Component[] {
  const { shards } = capacity.stream;
  const { memoryMiB } = capacity.functions.batchLikes;
  const drains = capacity.burst?.maximumConcurrency ?? 0;
  const live = liveExecutions(capacity, workload);
  const liveInvocations = liveInvocationsAt(capacity, audienceAt('peak', workload), at);
  const invocations = at.requests + at.batchesPerSecond + liveInvocations;
  return [
    component({
      name: 'batch-likes: CPU of a lane',
      load: at.likes / shards,
      limit: laneRate(memoryMiB, 'longTail'),
      unit: 'likes/s',
      declared: `${show(memoryMiB)} MiB`,
      elasticity: 'declared',
      formula: `peak ${show(at.likes)} / ${show(shards)} lanes, of 1,000 ms × vCPU / ${BATCH_CPU_MS_PER_LIKE.longTail} ms`,
      source: 'npm run bench; Lambda guide, memory',
      remedy: 'more shards; more memory adds no thread',
    }),
    component({
      name: 'functions: executions at a time',
      load: executionsAt(capacity, workload, at),
      limit: EXECUTIONS_AT_A_TIME,
      unit: 'executions',
      declared: isReserved(capacity.functions) ? 'reserved' : 'none reserved',
      elasticity: 'quota',
      quota: SERVICE_QUOTAS.executions,
      formula: `${show(at.accepting)} accept + ${show(at.reading)} read (rate × ${ACCEPT_SECONDS} s) + ${show(shards)} lanes + ${drains} drain${live > 0 ? ` + ${show(live)} live` : ''} + 2`,
      source: 'Lambda guide, quotas',
      remedy: 'have concurrent executions raised',
    }),
    component({
      name: 'functions: requests',
      load: invocations,
      limit: EXECUTIONS_AT_A_TIME * REQUESTS_PER_EXECUTION,
      unit: 'requests/s',
      declared: 'nothing',
      elasticity: 'quota',
      quota: SERVICE_QUOTAS.executions,
      formula: `${show(at.requests)} HTTP requests + ${show(at.batchesPerSecond)} batches${liveInvocations > 0 ? ` + ${show(liveInvocations)} live` : ''}, of 10 × executions`,
      source: 'Lambda guide, quotas',
      remedy: 'have concurrent executions raised: ten requests/s come with each',
    }),
    component({
      name: 'accept-like: sudden growth',
      load: at.accepting - workload.steadyEventsPerSecond * ACCEPT_SECONDS,
      limit: EXECUTIONS_GAINED_IN_TEN_SECONDS,
      unit: 'executions in 10 s',
      declared: 'nothing',
      elasticity: 'wall',
      formula: `(peak - steady) × ${ACCEPT_SECONDS} s, if the peak comes at once`,
      source: 'Lambda guide, scaling behavior',
      remedy: 'provisioned concurrency, or a direct integration of API Gateway with the stream',
    }),
  ];
}

const isReserved = (functions: FunctionSizes): boolean =>
  Object.values(functions).some((it: FunctionSize) => it.reservedConcurrency !== undefined);
