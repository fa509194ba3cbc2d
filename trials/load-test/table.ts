// The report as text, for the terminal. This module is pure.

import { FIGURES } from './figures.ts';
import { formatFigure, type Row } from './judge.ts';
import { faultsOf, type Result } from './result.ts';
import { formatScale } from './format-scale.ts';

const VERDICTS = { within: '', off: 'OFF', shown: 'not judged' } as const;

export function formatReport(result: Result, compared: readonly string[]): string {
  const { setting, judgement, comparison, naive, crossCheck, requests, endedBy, fates } = result;
  const { scenario, shape, scale, minutes, seed } = setting;
  const head = ['', 'predicted', 'measured', 'ratio', ''];
  const faults = faultsOf(result);
  const throttles = describeThrottles(result);
  return [
    `${scenario}, ${shape}, scale ${formatScale(scale)}, ${minutes} min, seed ${seed}`,
    '',
    ...columns([head, ...judgement.rows.map(cells)]),
    '',
    ...(comparison
      ? [
          `Counts: ${comparison.posts - comparison.differences.length} of ${comparison.posts} posts exact, ` +
            `${formatFigure(comparison.likesCounted)} likes counted of ${formatFigure(comparison.likesExpected)}`,
        ]
      : ['Counts: not compared, because the run ended before everything was counted']),
    ...(fates.unknown > 0
      ? [`${formatFigure(fates.unknown)} likes got no answer that tells their fate, and were sent again`]
      : []),
    ...judgement.remarks,
    ...(throttles.length > 0 ? [`Throttled: ${throttles.join(', ')}`] : []),
    ...(requests.most === undefined ? [] : [`Requests: ${requests.spent} of ${requests.most}`]),
    ...(naive ? ['', ...describeNaive(naive)] : []),
    ...(crossCheck ? ['', ...describeCrossCheck(crossCheck)] : []),
    ...(compared.length > 0 ? ['', 'Beside the earlier run:', ...compared.map((line) => `- ${line}`)] : []),
    '',
    ...(endedBy === 'interruption' ? ['INTERRUPTED: the figures are those until then'] : []),
    ...faults.map((fault) => `NOT AS IT SHOULD BE: ${fault}`),
    ...(faults.length === 0 && !endedBy ? ['AS PREDICTED, AND EXACT'] : []),
  ].join('\n');
}

/** Returns the components that throttled, each with its number. */
export const describeThrottles = ({ throttledBy = {} }: Result): string[] =>
  Object.entries(throttledBy).map(([component, count]) => `${component} ${formatFigure(count)}`);

function cells({ name, predicted, measured, ratio, verdict }: Row): string[] {
  const { label, unit } = FIGURES[name];
  return [
    unit ? `${label}, ${unit}` : label,
    figure(predicted),
    figure(measured),
    ratio === undefined ? '' : ratio.toFixed(2),
    measured === undefined ? 'not measured' : VERDICTS[verdict],
  ];
}

const figure = (value: number | undefined) => (value === undefined ? '–' : formatFigure(value));

export function describeNaive({
  counterWrites,
  throttles,
  fates,
  postsDifferent,
  posts,
}: NonNullable<Result['naive']>) {
  return [
    'The naive design beside it, one counter write per like:',
    `- ${formatFigure(counterWrites)} counter writes for ${formatFigure(fates.accepted + fates.queued)} likes` +
      (throttles ? `; throttled by counter items: ${formatFigure(throttles.counters)}` : ''),
    `- ${posts - postsDifferent} of ${posts} posts counted right`,
  ];
}

export function describeCrossCheck({
  request,
  requestsPerSecond,
  seconds,
  ours,
  theirs,
}: NonNullable<Result['crossCheck']>) {
  const percentiles = ({ latencyMs: { p50, p99 } }: typeof ours) =>
    `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  return [
    `Cross-check, ${request} at ${requestsPerSecond}/s for ${seconds} s each:`,
    `- ours: ${percentiles(ours)}, ${ours.failed} failed`,
    `- ${theirs.name}: ${percentiles(theirs)}, ${theirs.failed} failed`,
  ];
}

/** Aligns the first and the last column to the left, the others to the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === row.length - 1 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
