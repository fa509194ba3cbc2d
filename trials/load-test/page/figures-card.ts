// The table of predictions and measurements.

import { FIGURES } from '../figures.ts';
import { formatFigure, type Row } from '../judge.ts';
import type { Result } from '../result.ts';
import { escapeHtml } from './escape.ts';

const MARKS = {
  within: '<span class="good" title="within tolerance">✓</span>',
  off: '<span class="bad" title="off">✗</span>',
  shown: '',
} as const;

export function figuresCard({ judgement: { rows, medianError, remarks } }: Result): string {
  const summary =
    medianError === undefined
      ? 'Nothing is judged of a run that ended early.'
      : `The median of the errors is ${(100 * medianError).toFixed(1)}%. Differences within noise count as none.`;
  return `<section class="card"><h2>What the plan predicted</h2>
<p class="soft">${escapeHtml([summary, ...remarks].join(' '))}</p>
<table><thead><tr><th></th><th>predicted</th><th>measured</th><th>ratio</th><th></th></tr></thead>
<tbody>${rows.map(figureRow).join('\n')}</tbody></table></section>`;
}

function figureRow({ name, predicted, measured, ratio, verdict }: Row): string {
  const { label, unit } = FIGURES[name];
  const cell = (value: number | undefined) =>
    value === undefined ? '–' : `${formatFigure(value)}${unit ? ` <span class="unit">${unit}</span>` : ''}`;
  const cells = [
    escapeHtml(label),
    cell(predicted),
    cell(measured),
    ratio === undefined ? '' : ratio.toFixed(2),
  ];
  return `<tr>${cells.map((text) => `<td>${text}</td>`).join('')}<td class="mark">${MARKS[verdict]}</td></tr>`;
}
