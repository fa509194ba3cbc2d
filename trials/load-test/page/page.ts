// The report as one page that needs nothing else: no script, no font, no request.

import { formatFigure } from '../judge.ts';
import { LEFT_OUT } from '../left-out.ts';
import { faultsOf, type KeptResult } from '../result.ts';
import { formatScale } from '../format-scale.ts';
import { besideCards } from './beside-cards.ts';
import { list, listCard } from './cards.ts';
import { escapeHtml } from './escape.ts';
import { figuresCard } from './figures-card.ts';
import { drawPlot, type Plot } from './plot.ts';
import { plotsOf } from './plots-of.ts';
import { provenanceCard } from './provenance-card.ts';
import { STYLE } from './style.ts';

/** The page shows one of them, so that text is as large on a telephone as on a desk. */
const WIDE = { width: 1_000, height: 240 };
const NARROW = { width: 360, height: 210 };

/** @param compared what is different from an earlier run; undefined when there was none to compare with */
export function makePage(result: KeptResult, compared: readonly string[] | undefined): string {
  const { setting } = result;
  const title = `Load test: ${setting.shape}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${title}, ${setting.scenario}`)}</title>
<style>${STYLE}</style>
</head>
<body><main>
${header(title, result)}
${tiles(result)}
${plotsOf(result).map(plotCard).join('\n')}
${figuresCard(result)}
${besideCards(result)}
${compared ? listCard('What did not come out as in the earlier run', compared, 'Every figure came out again.') : ''}
${listCard('What this leaves out', LEFT_OUT)}
${provenanceCard(result)}
</main></body>
</html>
`;
}

function header(title: string, result: KeptResult): string {
  const { scenario, scale, minutes, target, queue } = result.setting;
  const faults = faultsOf(result);
  const [tone, verdict] = verdictOf(result, faults);
  const about = [scenario, `scale ${formatScale(scale)}`, `${minutes} minutes`, target];
  if (!queue) about.push('without the queue');
  return `<header><div><h1>${escapeHtml(title)}</h1><div class="soft">${escapeHtml(about.join(' · '))}</div></div>
<div class="badge ${tone}">${verdict}</div></header>
${faults.length > 0 ? `<section class="card"><h2 class="bad">Not as it should be</h2>${list(faults)}</section>` : ''}`;
}

function verdictOf({ endedBy }: KeptResult, faults: readonly string[]): [tone: string, verdict: string] {
  if (endedBy) return ['bad', 'Ended early'];
  return faults.length > 0 ? ['bad', 'Not as predicted'] : ['good', 'As predicted, and exact'];
}

function tiles({ seconds, fates, latency, freshness, comparison }: KeptResult): string {
  const sent = seconds.reduce((sum, second) => sum + second.sent, 0);
  const queued = fates.queued > 0 ? `, ${formatFigure(fates.queued)} of them queued` : '';
  const wrong = comparison?.differences.length ?? 0;
  const exact =
    wrong === 0 ? `all ${formatFigure(comparison?.posts ?? 0)}` : `all but ${formatFigure(wrong)}`;
  const entries: [string, string][] = [
    [formatFigure(sent), 'likes sent'],
    [formatFigure(fates.accepted + fates.queued), `answered 202${queued}`],
    [formatFigure(fates.refused + fates.shed), 'refused or shed'],
    [latency ? `${formatFigure(latency.p99)} ms` : '–', 'p99 of the 202'],
    [freshness ? `${formatFigure(freshness.p50 / 1_000)} s` : '–', 'until a like is in the count, p50'],
    [comparison ? exact : '–', 'posts counted exactly'],
  ];
  const tile = ([value, label]: [string, string]) =>
    `<div class="card"><span class="tile-value">${value}</span><span class="tile-label">${label}</span></div>`;
  return `<div class="tiles">${entries.map(tile).join('')}</div>`;
}

function plotCard(plot: Plot): string {
  const legend = plot.series.map(
    ({ label, tone, kind }) =>
      `<li><i class="${tone}${kind === 'line' ? ' of-line' : ''}"></i>${escapeHtml(label)}</li>`,
  );
  return `<section class="card"><h2>${escapeHtml(plot.title)}</h2>
<ul class="legend"><li>${escapeHtml(plot.unit)}, over minutes:seconds</li>${legend.join('')}</ul>
<div class="wide">${drawPlot(plot, WIDE)}</div><div class="narrow">${drawPlot(plot, NARROW)}</div></section>`;
}
