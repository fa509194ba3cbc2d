// What one run has shown: all that its reports are made of. It is kept as JSON, so that a later run can be compared with it.

import type { Provenance } from '../../bench/provenance.ts';
import type { Environment } from '../../planner/predict.ts';
import type { Comparison } from '../../traffic/counts.ts';
import type { CrossCheck } from './cross-check.ts';
import type { Fate } from './answer.ts';
import type { Judgement } from './judge.ts';
import type { Percentiles } from './latencies.ts';
import type { Second } from './recorder.ts';
import type { ShapeName } from './shapes.ts';
import type { Throttles } from './throttles.ts';
import type { QueueSample } from './watch-queue.ts';

export interface Setting {
  readonly scenario: string;
  readonly shape: ShapeName;
  readonly scale: number;
  readonly minutes: number;
  readonly seed: number;
  readonly target: 'local cloud' | 'deployed API';
  readonly queue: boolean;
  /** Scaled likes that one shard and the whole stream take in a second. */
  readonly streamLikesPerSecond: number;
}

/** The naive design, which gets the same likes at the same times. */
export interface Naive {
  readonly fates: Readonly<Record<Fate, number>>;
  readonly throttles: Throttles | undefined;
  readonly counterWrites: number;
  readonly postsDifferent: number;
  readonly posts: number;
}

export interface Result {
  readonly setting: Setting;
  readonly environment: Environment;
  readonly fates: Readonly<Record<Fate, number>>;
  readonly judgement: Judgement;
  readonly latency: Percentiles | undefined;
  readonly freshness: Percentiles | undefined;
  /** How late the sender itself was. */
  readonly lateness: Percentiles | undefined;
  readonly seconds: readonly Second[];
  readonly queueSamples: readonly QueueSample[];
  /** Undefined when the counts were not compared. */
  readonly comparison: Comparison | undefined;
  readonly requests: { readonly spent: number; readonly most: number | undefined };
  /** By the component's name; undefined when nothing is limited. */
  readonly throttledBy: Readonly<Record<string, number>> | undefined;
  readonly naive: Naive | undefined;
  readonly crossCheck: CrossCheck | undefined;
  /** Why the run ended early, if it did. */
  readonly endedBy: 'interruption' | 'budget' | undefined;
}

export interface KeptResult extends Result, Provenance {}

/** Returns a sentence for each thing that is not as it should be. */
export function faultsOf({ judgement, comparison, endedBy }: Result): string[] {
  const wrong = comparison?.differences.length ?? 0;
  return [
    ...(wrong > 0 ? [`${wrong} of ${comparison?.posts} posts were counted wrong`] : []),
    ...(endedBy === 'budget' ? ['the budget of requests was spent before the run was over'] : []),
    ...judgement.faults,
  ];
}
