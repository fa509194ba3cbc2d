// The figures that are predicted and measured, and how each of them is judged.

/** What both the planner predicts and a run measures. */
export const FIGURE_NAMES = [
  'accepted',
  'queued',
  'refused',
  'shardThrottles',
  'counterThrottles',
  'tableThrottles',
  'queuePeakMessages',
  'drainSeconds',
  'latencyP50Ms',
  'latencyP99Ms',
  'latencyP999Ms',
  'freshnessP50Seconds',
  'freshnessP99Seconds',
  'likesPerCounterWrite',
  'ledgerUnitsPerLike',
  'counterUnitsPerLike',
] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

/** A figure that could not be measured is undefined. */
export type Figures = Readonly<Record<FigureName, number | undefined>>;

export interface FigureKind {
  readonly label: string;
  readonly unit: string;
  /** `share`: by the relative error. `tail`: by the factor, because tails vary more than sums. */
  readonly judgedBy: 'share' | 'tail';
  /** A smaller difference is noise. It is in the figure's unit, or in parts of all likes that were sent. */
  readonly noise: number | { readonly ofLikes: number; readonly least: number };
  /** With fewer likes there are not ten beyond the percentile, so it is shown and not judged. */
  readonly leastLikes?: number;
  /** A machine that is busy with something else lengthens it. */
  readonly needsQuiet?: true;
}

/** Two of four hundred likes may go the other way by chance, and three of any number. */
const count = { unit: '', judgedBy: 'share', noise: { ofLikes: 0.005, least: 3 } } as const;
const latency = { unit: 'ms', noise: 2, needsQuiet: true } as const;
const freshness = { unit: 's', noise: 0.1, needsQuiet: true } as const;
const perLike = { unit: '', judgedBy: 'share', noise: 0.01 } as const;

export const FIGURES: Readonly<Record<FigureName, FigureKind>> = {
  accepted: { ...count, label: 'answered 202' },
  queued: { ...count, label: 'of these queued' },
  refused: { ...count, label: 'refused or shed' },
  shardThrottles: { ...count, label: 'throttled by shards' },
  counterThrottles: { ...count, label: 'throttled by counter items' },
  // A new table takes just what four shards do, and the writes of a batch come together. So chance throttles some writes of a full
  // stream, and they are sent again.
  tableThrottles: { ...count, label: 'throttled by tables', noise: { ofLikes: 0.03, least: 3 } },
  queuePeakMessages: { ...count, label: 'most in the queue' },
  // The last messages of the queue decide, as those of a tail do. The queue is looked at once a second.
  drainSeconds: { label: 'queue drained after', unit: 's', judgedBy: 'tail', noise: 1.5 },
  latencyP50Ms: { ...latency, label: '202 after, p50', judgedBy: 'share' },
  latencyP99Ms: { ...latency, label: '202 after, p99', judgedBy: 'tail', leastLikes: 1_000 },
  latencyP999Ms: { ...latency, label: '202 after, p99.9', judgedBy: 'tail', leastLikes: 10_000 },
  freshnessP50Seconds: { ...freshness, label: 'in the count after, p50', judgedBy: 'share' },
  freshnessP99Seconds: {
    ...freshness,
    label: 'in the count after, p99',
    judgedBy: 'tail',
    leastLikes: 1_000,
  },
  likesPerCounterWrite: { ...perLike, label: 'likes per counter write' },
  ledgerUnitsPerLike: { ...perLike, label: 'ledger units per like' },
  counterUnitsPerLike: { ...perLike, label: 'counter units per like' },
};
