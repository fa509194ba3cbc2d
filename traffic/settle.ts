// Waits until all accepted actions are counted. The counts must stay equal for a while, because a like may be counted a
// second time later.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.ts';
import { isAbortError } from './api-errors.ts';
import { type Comparison, compareCounts, readCounts } from './counts.ts';

export interface SettleOptions {
  /** How long the counts must stay equal to the truth; 3 s by default. */
  readonly equalForMs?: number;
  /** Counts that differ and have not changed for this long are final; 60 s by default. */
  readonly unchangedForMs?: number;
  /** The longest wait; 15 minutes by default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly onCompared?: (comparison: Comparison) => void;
  readonly now?: () => number;
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

const POLL_INTERVAL_MS = 1_000;

/** Returns the last comparison once the counts have settled or time is up, and 'interrupted' when the signal comes first. */
export async function waitForCounts(
  api: Api,
  truth: ReadonlyMap<string, number>,
  options: SettleOptions = {},
): Promise<Comparison | 'interrupted'> {
  try {
    return await pollCounts(api, truth, options);
  } catch (error) {
    if (options.signal?.aborted && isAbortError(error)) return 'interrupted';
    throw error;
  }
}

async function pollCounts(
  api: Api,
  truth: ReadonlyMap<string, number>,
  options: SettleOptions,
): Promise<Comparison> {
  const {
    equalForMs = 3_000,
    unchangedForMs = 60_000,
    timeoutMs = 15 * 60_000,
    signal,
    onCompared,
  } = options;
  const { now = Date.now, wait = sleepFor } = options;
  const counts = new Map<string, number>();
  const startMs = now();
  let changedMs = startMs;
  let pending: Iterable<string> = truth.keys();
  for (;;) {
    let changed = false;
    for (const [postId, count] of await readCounts(api, pending, signal)) {
      changed ||= counts.get(postId) !== count;
      counts.set(postId, count);
    }
    if (changed) changedMs = now();
    const comparison = compareCounts(truth, counts);
    onCompared?.(comparison);
    const equal = comparison.differences.length === 0;
    const unchangedMs = now() - changedMs;
    if (unchangedMs >= (equal ? equalForMs : unchangedForMs) || now() - startMs >= timeoutMs) {
      return equal ? comparison : compareCounts(truth, await readCounts(api, truth.keys(), signal));
    }
    // While some counts differ, only those are read. More reads would slow down the counting that they wait for.
    pending = equal ? truth.keys() : comparison.differences.map(({ postId }) => postId);
    await wait(POLL_INTERVAL_MS, signal);
  }
}

async function sleepFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal ? { signal } : {});
}
