// Waits until every count equals the truth, and tells since when it does.

import type { Api } from '../../traffic/api.ts';
import type { Comparison } from '../../traffic/counts.ts';
import { type SettleOptions, waitForCounts } from '../../traffic/settle.ts';

export interface Settled {
  /** The comparison at the end of the wait. */
  readonly comparison: Comparison;
  /** Since when the counts have been equal, in milliseconds since 1970. Undefined when they are not equal. */
  readonly exactAtMs: number | undefined;
}

export interface SettleLimits {
  /** Counts that differ and have not changed for this long are final. */
  readonly unchangedForMs: number;
  readonly timeoutMs: number;
}

/** Tests bring a clock of their own. */
type Clock = Required<Pick<SettleOptions, 'now'>> & Pick<SettleOptions, 'wait'>;

/** The counts must stay equal for this long, because a like may be counted a second time later. */
const LASTING_MS = 3_000;

/** Rejects with an AbortError when the signal ends the wait. */
export async function settle(
  api: Api,
  truth: ReadonlyMap<string, number>,
  limits: SettleLimits,
  signal: AbortSignal,
  clock: Clock = { now: Date.now },
): Promise<Settled> {
  const { now } = clock;
  const startedMs = now();
  let equalAtMs: number | undefined;
  const onCompared = ({ differences }: Comparison) => {
    equalAtMs = differences.length > 0 ? undefined : (equalAtMs ?? now());
  };
  const wait = async (options: SettleLimits) => {
    const comparison = await waitForCounts(api, truth, {
      ...options,
      ...clock,
      equalForMs: LASTING_MS,
      signal,
      onCompared,
    });
    if (comparison !== 'interrupted') return comparison;
    throw signal.reason;
  };

  let comparison = await wait(limits);
  // Counts that become equal at the last moment are in time. They must stay equal all the same.
  const timeIsUp = now() - startedMs >= limits.timeoutMs;
  if (timeIsUp && comparison.differences.length === 0)
    comparison = await wait({ unchangedForMs: LASTING_MS, timeoutMs: LASTING_MS });
  const isExact = comparison.differences.length === 0 && equalAtMs !== undefined;
  return { comparison, exactAtMs: isExact ? equalAtMs : undefined };
}
