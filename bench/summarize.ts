// Summarizes the repeats of one arrival on one side: rates as medians, counts as sums.

import { percentile } from './delays.ts';
import type { Measurement } from './measure.ts';

export interface Summary {
  readonly actions: number;
  readonly acceptedPerSecond: number;
  readonly countedPerSecond: number;
  readonly delayP50Ms: number;
  readonly delayP99Ms: number;
  readonly cloudCpuMsPerLike: number;
  readonly clientCpuMsPerLike: number;
  readonly ledgerWritesPerLike: number;
  readonly ledgerUnitsPerLike: number;
  readonly counterWritesPerLike: number;
  readonly counterUnitsPerLike: number;
  /** The read units of both tables. */
  readonly readUnitsPerLike: number;
  /** Only batches that named the post count. It is NaN for the baseline, which does not report them. */
  readonly counterWritesPerPostAndBatch: number;
  readonly likesPerCounterWrite: number;
  readonly postsDifferent: number;
  readonly cloudRssBytes: number;
  readonly clientRssBytes: number;
}

export function summarize(runs: readonly Measurement[]): Summary {
  const median = (valueOf: (run: Measurement) => number) => percentile(runs.map(valueOf), 0.5);
  const most = (valueOf: (run: Measurement) => number) => Math.max(...runs.map(valueOf));
  const sum = (valueOf: (run: Measurement) => number) => runs.reduce((all, run) => all + valueOf(run), 0);
  const counted = (name: string) => sum((run) => run.counted[name] ?? 0);
  const actions = sum((run) => run.actions);
  return {
    actions,
    acceptedPerSecond: median((run) => run.acceptedPerSecond),
    countedPerSecond: median((run) => run.countedPerSecond),
    delayP50Ms: median((run) => run.delayMs?.p50 ?? Number.NaN),
    delayP99Ms: median((run) => run.delayMs?.p99 ?? Number.NaN),
    cloudCpuMsPerLike: median((run) => run.cloudCpuMs / run.actions),
    clientCpuMsPerLike: median((run) => run.clientCpuMs / run.actions),
    ledgerWritesPerLike: counted('LedgerWrites') / actions,
    ledgerUnitsPerLike: counted('LedgerWriteUnits') / actions,
    counterWritesPerLike: counted('CounterWrites') / actions,
    counterUnitsPerLike: counted('CounterWriteUnits') / actions,
    readUnitsPerLike: (counted('LedgerReadUnits') + counted('CounterReadUnits')) / actions,
    counterWritesPerPostAndBatch: counted('CounterWrites') / counted('PostsCounted'),
    likesPerCounterWrite: actions / counted('CounterWrites'),
    postsDifferent: sum((run) => run.postsDifferent),
    cloudRssBytes: most((run) => run.cloudRssBytes),
    clientRssBytes: most((run) => run.clientRssBytes),
  };
}

/** Returns the median ratio of ours to the baseline. Each ratio is taken within one repeat. */
export function ratioOf(
  ours: readonly Measurement[],
  baseline: readonly Measurement[],
  valueOf: (run: Measurement) => number,
): number {
  const ratios = ours.map((run, repeat) => valueOf(run) / valueOf(baseline[repeat] ?? run));
  return percentile(ratios, 0.5);
}
