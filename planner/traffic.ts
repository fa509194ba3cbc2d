// What a workload asks of each part of the system in a second, given what is declared.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Capacity } from './capacity.ts';
import { type EdgeUse, edgeUse, NO_EDGE } from './edge.ts';
import { ACCEPT_SECONDS, BATCH_OVERHEAD_SECONDS, READ_SECONDS } from './figures.ts';
import { BATCH_CPU_MS_PER_LIKE } from './lane-rate.ts';
import { type Batches, batchesOf, counterWrites } from './prediction/batches.ts';

export interface Traffic {
  readonly likes: number;
  readonly pages: number;
  /** What the edge answers of the pages. */
  readonly edge: EdgeUse;
  /** Pages that reach the API. */
  readonly originPages: number;
  /** Of the API. */
  readonly requests: number;
  readonly bytes: number;
  /** The batches of one lane. */
  readonly batches: Batches;
  readonly batchesPerSecond: number;
  readonly ledgerWrites: number;
  readonly ledgerReads: number;
  readonly counterWrites: number;
  readonly counterReads: number;
  /** Counter writes for the hottest post, to all of its items. */
  readonly hotPostWrites: number;
  /** Executions of a function at a time. */
  readonly accepting: number;
  readonly reading: number;
}

/** Reading a count eventually takes half a unit, and reading a ledger row consistently a whole one. source: DynamoDB guide */
export const READ_UNITS = { count: 0.5, ownLike: 1 } as const;

/** CPU of batch-likes per like, in seconds, for the workload's mix of hot post and long tail. */
export const cpuSecondsPerLike = (hotShare: number): number =>
  (hotShare * BATCH_CPU_MS_PER_LIKE.hotPost + (1 - hotShare) * BATCH_CPU_MS_PER_LIKE.longTail) / 1_000;

export function trafficAt(
  moment: 'steady' | 'peak',
  { workload, policies }: Pick<Scenario, 'workload' | 'policies'>,
  capacity: Pick<Capacity, 'stream' | 'eventSourceMapping'>,
): Traffic {
  const { hotKeyShare, eventBytes, postsPerRead } = workload;
  const likes = moment === 'peak' ? workload.peakEventsPerSecond : workload.steadyEventsPerSecond;
  const pages = moment === 'peak' ? workload.peakReadsPerSecond : workload.steadyReadsPerSecond;
  const edge = policies.edge ? edgeUse(workload, likes, pages) : NO_EDGE;
  const originPages = pages * edge.originShare;
  const { shards } = capacity.stream;
  const batches = batchesOf({
    likesPerSecond: likes / shards,
    windowSeconds: capacity.eventSourceMapping.batchWindowSeconds,
    batchSize: capacity.eventSourceMapping.batchSize,
    cpuSecondsPerLike: cpuSecondsPerLike(hotKeyShare),
    batchOverheadSeconds: BATCH_OVERHEAD_SECONDS,
  });
  const batchesPerSecond = likes / batches.likesPerBatch;
  return {
    likes,
    pages,
    edge,
    originPages,
    requests: likes + originPages,
    bytes: likes * eventBytes,
    batches,
    batchesPerSecond,
    ledgerWrites: likes,
    ledgerReads: pages * edge.tokenShare * postsPerRead * READ_UNITS.ownLike,
    counterWrites: batchesPerSecond * counterWrites(batches.likesPerBatch, hotKeyShare),
    counterReads: originPages * postsPerRead * READ_UNITS.count,
    hotPostWrites: batchesPerSecond * counterWrites(batches.likesPerBatch * hotKeyShare, 1),
    accepting: likes * ACCEPT_SECONDS,
    reading: originPages * READ_SECONDS,
  };
}
