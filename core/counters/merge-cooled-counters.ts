// The merger's run: it visits every split counter while there is time.

import type { Limit } from '../stream/limit.ts';
import { mergeCooledCounter } from './merge-cooled-counter.ts';
import type { SplitCounters, SplitKeys } from './ports.ts';
import type { SplitPolicy } from './split-policy.ts';

/** When less time is left, the other counters wait for the next run. */
const RESERVED_MS = 5_000;

export interface MergerPorts {
  readonly splitKeys: SplitKeys;
  readonly counters: SplitCounters;
  readonly policy: SplitPolicy;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface MergerRun {
  /** Counters that stay split. */
  readonly stays: number;
  readonly merged: number;
  /** Why counters could not be merged. The next run finishes what was begun. */
  readonly failures: readonly unknown[];
}

/** Rejects when the list of split counters cannot be read. One counter that fails does not keep the others split. */
export async function mergeCooledCounters(
  { splitKeys, counters, policy, now }: MergerPorts,
  remainingMs: () => number,
  limit: Limit,
): Promise<MergerRun> {
  const run = { stays: 0, merged: 0, gone: 0, failures: [] as unknown[] };
  const visit = async (key: string): Promise<void> => {
    if (remainingMs() < RESERVED_MS) return;
    try {
      run[await mergeCooledCounter(counters, policy, key, now())]++;
    } catch (error) {
      run.failures.push(error);
    }
  };
  const visits: Promise<void>[] = [];
  for await (const key of splitKeys.list()) visits.push(limit(() => visit(key)));
  await Promise.all(visits);
  return run;
}
