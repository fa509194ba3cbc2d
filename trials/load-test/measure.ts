// Turns what a run has recorded into the figures that the plan predicts.

import type { Figures } from './figures.ts';
import type { Latencies } from './latencies.ts';
import type { Recorder } from './recorder.ts';
import type { Usage } from './system.ts';
import { subtractThrottles, type Throttles } from './throttles.ts';
import { queueFigures, type QueueSample } from './watch-queue.ts';

interface Measured {
  readonly recorder: Recorder;
  readonly freshness: Latencies;
  /** Undefined for what HTTP does not show. */
  readonly system: { readonly before: Usage; readonly after: Usage } | undefined;
  readonly queueSamples: readonly QueueSample[] | undefined;
}

/** Returns what was throttled during the run. */
export const throttlesOf = (system: Measured['system']): Throttles | undefined =>
  system?.before.throttles &&
  system.after.throttles &&
  subtractThrottles(system.after.throttles, system.before.throttles);

export function measuredFigures({ recorder, freshness, system, queueSamples }: Measured): Figures {
  const { accepted, queued, refused, shed } = recorder.fates;
  const latency = recorder.latencies.percentiles();
  const age = freshness.percentiles();
  const queue = queueSamples && queueFigures(queueSamples);
  const { before, after } = system ?? {};
  const throttles = throttlesOf(system);
  const used = (name: string) =>
    before && after && (after.counting[name] ?? 0) - (before.counting[name] ?? 0);
  const counted = recorder.counting.length;
  const per = (value: number | undefined, by: number | undefined) =>
    value === undefined || !by ? undefined : value / by;
  return {
    accepted: accepted + queued,
    queued,
    refused: refused + shed,
    shardThrottles: throttles?.shards,
    counterThrottles: throttles?.counters,
    tableThrottles: throttles?.tables,
    queuePeakMessages: queue?.peakMessages,
    drainSeconds: queue?.drainSeconds,
    latencyP50Ms: latency?.p50,
    latencyP99Ms: latency?.p99,
    latencyP999Ms: latency?.p999,
    freshnessP50Seconds: per(age?.p50, 1_000),
    freshnessP99Seconds: per(age?.p99, 1_000),
    likesPerCounterWrite: per(counted, used('CounterWrites')),
    ledgerUnitsPerLike: per(used('LedgerWriteUnits'), counted),
    counterUnitsPerLike: per(used('CounterWriteUnits'), counted),
  };
}
