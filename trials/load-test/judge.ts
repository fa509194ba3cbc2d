// Puts predictions beside measurements and says which are off. This module is pure.

import type { PredictionTolerance } from '../../scenarios/scenario.ts';
import { FIGURE_NAMES, FIGURES, type FigureName, type Figures } from './figures.ts';

export interface Row {
  readonly name: FigureName;
  readonly predicted: number | undefined;
  readonly measured: number | undefined;
  /** Measured over predicted. Undefined when one of them is missing or nothing was predicted. */
  readonly ratio: number | undefined;
  readonly verdict: 'within' | 'off' | 'shown';
}

export interface Judgement {
  readonly rows: readonly Row[];
  /** The median of the relative errors; undefined when nothing was judged. */
  readonly medianError: number | undefined;
  /** A sentence for each thing that is off. */
  readonly faults: readonly string[];
  /** What a reader must know about the verdicts. */
  readonly remarks: readonly string[];
}

interface Judged {
  readonly predicted: Figures;
  readonly measured: Figures;
  readonly likesSent: number;
  /** How far the sender itself was behind its schedule, p99. */
  readonly senderLateMs: number;
  /** Undefined for a run that ended early, whose figures say nothing about the plan. */
  readonly tolerance: PredictionTolerance | undefined;
}

/** A sender on a quiet machine is a millisecond or two behind. */
const QUIET_MS = 10;

export function judge({ predicted, measured, likesSent, senderLateMs, tolerance }: Judged): Judgement {
  const isQuiet = senderLateMs <= QUIET_MS;
  const errors: number[] = [];
  const rows = FIGURE_NAMES.map((name): Row => {
    const pair = { predicted: predicted[name], measured: measured[name] };
    const canTell = isQuiet || !FIGURES[name].needsQuiet;
    const error = tolerance && canTell ? errorOf(name, pair, likesSent) : undefined;
    const ratio =
      pair.predicted === undefined || isNothing(pair.predicted) || pair.measured === undefined
        ? undefined
        : pair.measured / pair.predicted;
    if (error === undefined || !tolerance) return { name, ...pair, ratio, verdict: 'shown' };
    const isTail = FIGURES[name].judgedBy === 'tail';
    if (!isTail) errors.push(error);
    const most = isTail ? tolerance.latencyFactor - 1 : tolerance.worst;
    return { name, ...pair, ratio, verdict: error <= most ? 'within' : 'off' };
  });
  const medianError = medianOf(errors);
  const isMedianOff = tolerance && medianError !== undefined && medianError > tolerance.median;
  return {
    rows,
    medianError,
    faults: [
      ...rows.filter(({ verdict }) => verdict === 'off').map(describe),
      ...(isMedianOff
        ? [`the median of all errors is ${percent(medianError)}, more than ${percent(tolerance.median)}`]
        : []),
    ],
    remarks: isQuiet
      ? []
      : [
          `The sender itself was ${senderLateMs.toFixed(0)} ms behind its schedule (p99). ` +
            'This machine was busy, so latencies and freshness are not judged.',
        ],
  };
}

/** Returns by what share the figures differ, beyond noise; undefined when that cannot be said. */
function errorOf(
  name: FigureName,
  { predicted, measured }: Pick<Row, 'predicted' | 'measured'>,
  likesSent: number,
): number | undefined {
  const { noise, judgedBy, leastLikes = 0 } = FIGURES[name];
  if (predicted === undefined || measured === undefined || likesSent < leastLikes) return undefined;
  const difference = Math.abs(measured - predicted);
  const most = typeof noise === 'number' ? noise : Math.max(noise.least, noise.ofLikes * likesSent);
  if (difference <= most) return 0;
  if (judgedBy === 'tail')
    return Math.max(measured, predicted) / Math.max(0, Math.min(measured, predicted)) - 1;
  return difference / predicted;
}

function describe({ name, predicted = 0, measured = 0 }: Row): string {
  const { label, unit } = FIGURES[name];
  const figure = (value: number) => `${formatFigure(value)}${unit && ` ${unit}`}`;
  return `${label}: ${figure(measured)} measured, ${figure(predicted)} predicted`;
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

const percent = (share: number) => `${(100 * share).toFixed(0)}%`;

/** A model has parts of likes. This is less than it shows of any figure. */
const isNothing = (value: number): boolean => Math.abs(value) < 0.005;

/** Returns a number with as many digits as a reader needs. */
export function formatFigure(value: number): string {
  if (isNothing(value)) return '0';
  const digits = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
