// Draws what a schedule is like as a whole: how often calls fail, when posts are split, and how short rows are kept.

import type { SplitPolicy } from '../../core/counters/split-policy.ts';
import type { Choices } from './choices.ts';

export interface Settings {
  /** When a post is split. */
  readonly heat: 'never' | 'at-random' | 'when-hot' | 'always';
  readonly policy: SplitPolicy;
  /** How many counted versions a row may keep. They are few, so that rows are compacted often. */
  readonly maxVersions: number;
  /** Whether a refused write returns the item as it was found, as on DynamoDB. Some stores need another read for that. */
  readonly failureTells: boolean;
  /** Whether a second reader reads all lanes from their start, at its own pace. */
  readonly readTwice: boolean;
  readonly maxRecordsOfLane: number;
  readonly slowRate: number;
  readonly faultRate: number;
  readonly maxFaults: number;
  /** How often a batch takes a post for hot, whatever its writes are. */
  readonly heatRate: number;
  /** How many of the records go to the burst queue. Some of them are on the stream as well, because an answer was lost. */
  readonly queuedShare: number;
  readonly merges: number;
  readonly counts: number;
  readonly audits: number;
  /** By how many likes the count of each post is wrong from the start. Auditors are to correct it. */
  readonly damage: number;
}

export function drawSettings(choices: Choices): Settings {
  const heat = choices.pick<Settings['heat']>(['never', 'at-random', 'when-hot', 'always']);
  const splits = heat !== 'never';
  return {
    heat,
    policy: {
      split: heat === 'always' ? 'always' : 'when-hot',
      buckets: choices.pick([1, 2, 2, 3]),
      splitAboveWritesPerSecond: heat === 'when-hot' ? choices.pick([0, 0.1]) : Number.MAX_VALUE,
      mergeBelowWritesPerSecond: Number.POSITIVE_INFINITY,
      coolSeconds: 0,
    },
    heatRate: heat === 'at-random' ? 0.3 : 0,
    maxVersions: 1 + choices.below(2),
    failureTells: !choices.chance(0.2),
    readTwice: choices.chance(0.4),
    maxRecordsOfLane: choices.pick([4, 8, 16]),
    slowRate: choices.pick([0, 0.3]),
    faultRate: choices.pick([0.05, 0.1, 0.2]),
    maxFaults: choices.below(25),
    queuedShare: choices.pick([0, 0, 0.3]),
    merges: splits ? choices.below(7) : 0,
    counts: splits ? choices.below(3) : 0,
    audits: choices.below(4),
    damage: choices.pick([0, 0, 1, -2]),
  };
}
