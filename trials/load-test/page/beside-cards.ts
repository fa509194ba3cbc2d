// What was measured beside the run: the naive design, and the load generator of somebody else.

import { formatFigure } from '../judge.ts';
import type { Result } from '../result.ts';
import { tableCard } from './cards.ts';

export const besideCards = ({ naive, crossCheck }: Result): string =>
  [naive ? naiveCard(naive) : '', crossCheck ? crossCheckCard(crossCheck) : ''].join('\n');

function naiveCard({
  counterWrites,
  throttles,
  posts,
  postsDifferent,
}: NonNullable<Result['naive']>): string {
  return tableCard(
    'One counter write per like, for the same likes',
    ['', 'naive'],
    [
      ['counter writes', formatFigure(counterWrites)],
      ['throttled by counter items', throttles ? formatFigure(throttles.counters) : '–'],
      ['posts counted right', `${formatFigure(posts - postsDifferent)} of ${formatFigure(posts)}`],
    ],
  );
}

function crossCheckCard({
  request,
  requestsPerSecond,
  ours,
  theirs,
}: NonNullable<Result['crossCheck']>): string {
  const row = (name: string, { latencyMs, failed }: typeof ours) => [
    name,
    `${latencyMs.p50.toFixed(1)} ms`,
    `${latencyMs.p99.toFixed(1)} ms`,
    String(failed),
  ];
  return tableCard(
    `Cross-check: ${request} at ${requestsPerSecond}/s`,
    ['', 'p50', 'p99', 'failed'],
    [row('this load test', ours), row(theirs.name, theirs)],
  );
}
