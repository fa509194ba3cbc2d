// Predicts what a load test measures, from a plan alone. docs/planning.md says what the model leaves out.

import type { Workload } from '../scenarios/scenario.ts';
import type { TableCapacity } from './capacity.ts';
import {
  ANSWER_MS,
  ANSWER_SIGMA,
  BATCH_OVERHEAD_SECONDS,
  DRAIN_BATCH_SECONDS,
  DRAIN_LAST_SECONDS,
  DRAIN_RETRY_SECONDS,
  DRAIN_START_SECONDS,
} from './figures.ts';
import { BURST_CREDIT_SECONDS, MAPPING, NEW_ON_DEMAND_TABLE, PARTITION, SHARD } from './limits.ts';
import type { Plan } from './plan.ts';
import { batchesOf, counterWrites } from './prediction/batches.ts';
import { fillQueue } from './prediction/fill-queue.ts';
import { freshness } from './prediction/freshness.ts';
import { latencies } from './prediction/latencies.ts';
import { throttledUnits } from './prediction/throttled-units.ts';
import { cpuSecondsPerLike } from './traffic.ts';

export interface Load {
  /** Likes in each second of the run, before they are scaled. */
  readonly arrivalsPerSecond: readonly number[];
  /** Arrivals and limits are multiplied by it: 0.01 for a run at 1/100. */
  readonly scale: number;
  readonly hotShare: number;
  /** How many posts share the rest evenly. If it is not given, each like of the rest is of another post. */
  readonly tailPosts?: number;
  /** Whether each like of the rest is the first of its post. A counter's first commit is two writes: an update that finds no item, and an insert. */
  readonly tailIsNew?: boolean;
  readonly environment: Environment;
}

/** What the machine adds. Without it, the prediction is for AWS. */
export interface Environment {
  /** CPU of a like in all of its functions, where all of them share the cores of one machine. */
  readonly cpuMsPerLike?: number;
  /** Those cores. Two if it is not given. */
  readonly cores?: number;
  /** The median of the 202 without load. */
  readonly baseLatencyMs?: number;
  /** Its spread, as the sigma of a lognormal distribution. */
  readonly latencySigma?: number;
  /** At how many likes a second both were measured. 0 if it is not given. */
  readonly baseLikesPerSecond?: number;
  /** How often a lane is polled. */
  readonly pollSeconds?: number;
  /** How long drain-burst takes for a batch. */
  readonly drainBatchMs?: number;
  /** How long its first start takes. */
  readonly drainStartSeconds?: number;
}

export type PredictionName =
  | 'accepted'
  | 'queued'
  | 'refused'
  | 'shardThrottles'
  | 'counterThrottles'
  | 'tableThrottles'
  | 'queuePeakMessages'
  | 'drainSeconds'
  | 'latencyP50Ms'
  | 'latencyP99Ms'
  | 'latencyP999Ms'
  | 'freshnessP50Seconds'
  | 'freshnessP99Seconds'
  | 'likesPerCounterWrite'
  | 'ledgerUnitsPerLike'
  | 'counterUnitsPerLike';

export type Predictions = Readonly<Record<PredictionName, number>>;

/** A minute at the peak, between two half minutes of the steady rate, on AWS. */
export const peakLoad = ({ steadyEventsPerSecond, peakEventsPerSecond, hotKeyShare }: Workload): Load => {
  const steady = Array.from({ length: 30 }, () => steadyEventsPerSecond);
  const peak = Array.from({ length: 60 }, () => peakEventsPerSecond);
  return {
    arrivalsPerSecond: [...steady, ...peak, ...steady],
    scale: 1,
    hotShare: hotKeyShare,
    environment: {},
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A queue has drained when a hundredth of the peak is left: a message that failed at the wrong moment comes again minutes later. */
export const drainedAt = (peakMessages: number): number => Math.max(1, peakMessages / 100);

export function predict({ capacity }: Pick<Plan, 'capacity'>, load: Load): Predictions {
  const { scale, hotShare, tailPosts, tailIsNew = false, environment } = load;
  const { stream, burst, eventSourceMapping, hotPosts, tables } = capacity;
  const arrivals = load.arrivalsPerSecond.map((likes) => likes * scale);
  const drainSeconds =
    environment.drainBatchMs === undefined ? DRAIN_BATCH_SECONDS : environment.drainBatchMs / 1_000;
  const moments = fillQueue(
    {
      shards: stream.shards,
      recordsPerShardSecond: SHARD.recordsPerSecond * scale,
      drain: burst && {
        perSecond: (burst.maximumConcurrency * burst.batchSize) / drainSeconds,
        triesPerSecond: (burst.maximumConcurrency * burst.batchSize) / (drainSeconds + DRAIN_RETRY_SECONDS),
        startSeconds: environment.drainStartSeconds ?? DRAIN_START_SECONDS,
      },
    },
    arrivals,
  );
  const queued = sum(moments.map((moment) => moment.queued));
  const refused = sum(moments.map((moment) => moment.refused));
  const peak = moments.reduce((most, { waiting }, at) => (waiting > most.waiting ? { waiting, at } : most), {
    waiting: 0,
    at: 0,
  });
  const emptyAt = moments.findLastIndex(({ waiting }) => waiting >= drainedAt(peak.waiting)) + 1;

  const cpuSeconds =
    environment.cpuMsPerLike === undefined ? cpuSecondsPerLike(hotShare) : environment.cpuMsPerLike / 1_000;
  const batchesAt = (likesPerSecond: number) =>
    batchesOf({
      likesPerSecond: likesPerSecond / stream.shards,
      windowSeconds: eventSourceMapping.batchWindowSeconds,
      batchSize: eventSourceMapping.batchSize,
      cpuSecondsPerLike: cpuSeconds,
      batchOverheadSeconds: BATCH_OVERHEAD_SECONDS,
    });
  const counted = moments.map(({ direct, drained }) => direct + drained);
  const writes = counted.map((likes) => {
    const { likesPerBatch } = batchesAt(likes);
    const commits = (likes / likesPerBatch) * counterWrites(likesPerBatch, hotShare, tailPosts);
    return commits + (tailIsNew ? (1 - hotShare) * likes : 0);
  });
  // Each lane writes the hot post once a batch. Split, its buckets share these writes.
  const hotWrites = counted.map((likes) => {
    const { likesPerBatch } = batchesAt(likes);
    return (likes / likesPerBatch) * counterWrites(likesPerBatch * hotShare, 1);
  });
  const ofHotPost = PARTITION.writeUnitsPerSecond * scale * Math.max(1, hotPosts.buckets);
  const age = freshness(moments, environment.pollSeconds ?? MAPPING.pollSeconds, batchesAt);
  const answer = latencies(moments, {
    baseMs: environment.baseLatencyMs ?? ANSWER_MS,
    sigma: environment.latencySigma ?? ANSWER_SIGMA,
    cpuMs: (environment.cpuMsPerLike ?? 0) / (environment.cores ?? 2),
    baseLikesPerSecond: environment.baseLikesPerSecond ?? 0,
  });
  const throttled = (table: TableCapacity, units: readonly number[]) => {
    const isProvisioned = table.mode === 'provisioned';
    const limit = isProvisioned
      ? table.table.write.least
      : (table.table.warmWriteUnits ?? NEW_ON_DEMAND_TABLE.writeUnitsPerSecond);
    return throttledUnits(units, limit * scale, isProvisioned ? BURST_CREDIT_SECONDS : 1);
  };

  return {
    accepted: sum(arrivals) - refused,
    queued,
    refused,
    shardThrottles: sum(moments.map(({ throttles }) => throttles)),
    counterThrottles: throttledUnits(hotWrites, ofHotPost, 1),
    tableThrottles: throttled(tables.likes, counted) + throttled(tables.counters, writes),
    queuePeakMessages: peak.waiting,
    drainSeconds: peak.waiting < 1 ? 0 : Math.max(0, emptyAt - peak.at - 1) + DRAIN_LAST_SECONDS,
    latencyP50Ms: answer.p50,
    latencyP99Ms: answer.p99,
    latencyP999Ms: answer.p999,
    freshnessP50Seconds: age.p50,
    freshnessP99Seconds: age.p99,
    likesPerCounterWrite: sum(writes) === 0 ? 0 : sum(counted) / sum(writes),
    // A first like writes one ledger row, of less than 1 KB.
    ledgerUnitsPerLike: 1,
    counterUnitsPerLike: sum(counted) === 0 ? 0 : sum(writes) / sum(counted),
  };
}
