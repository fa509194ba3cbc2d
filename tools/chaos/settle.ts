// Waits until every count equals the truth, and says how long that took.

import type { Api } from '../likes-api/api.ts';
import type { Comparison } from '../replay/counts.ts';
import { waitForCounts } from '../replay/settle.ts';

export interface Settled {
  readonly comparison: Comparison;
  /** From `sinceMs` until the counts were equal for good; undefined: they are not. */
  readonly exactAfterMs: number | undefined;
}

/** Equal must last so long: a like counted twice may come later. */
const EQUAL_FOR_MS = 3_000;

export interface SettleLimits {
  /** Counts that differ and do not change for so long are final. */
  readonly unchangedForMs: number;
  readonly timeoutMs: number;
}

/** Rejects with an AbortError when the signal ends the wait. */
export async function settle(
  api: Api,
  truth: ReadonlyMap<string, number>,
  sinceMs: number,
  { unchangedForMs, timeoutMs }: SettleLimits,
  signal: AbortSignal,
): Promise<Settled> {
  let equalSinceMs: number | undefined;
  const settled = await waitForCounts(api, truth, {
    equalForMs: EQUAL_FOR_MS,
    unchangedForMs,
    // Equal at the last moment is in time, though it is seen to last after it.
    timeoutMs: Math.max(0, sinceMs + timeoutMs - Date.now()) + EQUAL_FOR_MS,
    signal,
    onCompared({ differences }) {
      equalSinceMs = differences.length > 0 ? undefined : (equalSinceMs ?? Date.now());
    },
  });
  signal.throwIfAborted();
  const comparison = settled as Comparison;
  const exact = comparison.differences.length === 0 && equalSinceMs !== undefined;
  return { comparison, exactAfterMs: exact ? Math.max(0, (equalSinceMs as number) - sinceMs) : undefined };
}
