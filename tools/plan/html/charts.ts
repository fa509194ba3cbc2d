// Charts as inline SVG. Each is as wide as its place, and takes its colours from the page, so that it follows light and dark. Pure.

import { html, type Markup } from './text.ts';

/** A bar of the use of a limit. The limit stands at 80% of the width; what is above it runs on to the end. */
export function useBar(usePercent: number, kind: string): Markup {
  const LIMIT_AT = 80;
  const length = Math.min(100, (Math.max(0, usePercent) * LIMIT_AT) / 100);
  const level = usePercent > 100 ? 'over' : usePercent > 75 ? 'near' : 'fine';
  return html`<svg class="use ${level} ${kind}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="${LIMIT_AT}" height="10" rx="1"/><rect class="fill" width="${Math.max(length, usePercent > 0 ? 0.6 : 0)}" height="10" rx="1"/><rect class="limit" x="${LIMIT_AT - 0.2}" width="0.4" height="10"/></svg>`;
}

export interface Slice {
  readonly name: string;
  readonly value: number;
  /** Its colour, as the number of a variable of the page. */
  readonly colour: number;
}

/** One bar of slices, whose whole length stands for `most`. */
export function stackedBar(slices: readonly Slice[], most: number): Markup {
  let x = 0;
  const rects = slices.map(({ name, value, colour }) => {
    const width = most > 0 ? (100 * value) / most : 0;
    const rect = html`<rect class="c${colour}" x="${x.toFixed(3)}" width="${width.toFixed(3)}" height="10"><title>${name}</title></rect>`;
    x += width;
    return rect;
  });
  return html`<svg class="stack" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="cost by part">${rects}</svg>`;
}

/** Where each part runs out as the workload grows, from once to a hundred times, on a logarithmic axis. */
export function growthMark(times: number, kind: string): Markup {
  const at = 50 * Math.log10(Math.min(100, Math.max(1, times)));
  const isBeyond = times > 100;
  const rest = html`<rect class="fill" width="${at.toFixed(2)}" height="10"/>`;
  const end = isBeyond
    ? html``
    : html`<rect class="end" x="${Math.max(0, at - 0.3).toFixed(2)}" width="0.6" height="10"/>`;
  return html`<svg class="grow ${kind}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="10"/>${rest}<rect class="tick" x="49.9" width="0.2" height="10"/>${end}</svg>`;
}

interface Point {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

/** Columns for a few values that lie far apart, on a logarithmic scale. */
export function logColumns(points: readonly Point[]): Markup {
  const [WIDTH, HEIGHT, BASE, TOP] = [340, 170, 140, 26];
  const logs = points.map(({ value }) => Math.log10(Math.max(value, 1)));
  const least = Math.floor(Math.min(...logs)) - 1;
  const range = Math.max(...logs) - least;
  const step = WIDTH / points.length;
  const columns = points.map(({ label, text }, index) => {
    const height = ((BASE - TOP) * ((logs[index] ?? 0) - least)) / range;
    const centre = step * (index + 0.5);
    return html`<rect class="column" x="${(centre - step / 4).toFixed(1)}" y="${(BASE - height).toFixed(1)}" width="${(step / 2).toFixed(1)}" height="${height.toFixed(1)}" rx="3"/><text class="value" x="${centre.toFixed(1)}" y="${(BASE - height - 7).toFixed(1)}">${text}</text><text class="label" x="${centre.toFixed(1)}" y="${BASE + 19}">${label}</text>`;
  });
  return html`<svg class="columns" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="cost a month as the workload grows"><line class="base" x1="0" x2="${WIDTH}" y1="${BASE}" y2="${BASE}"/>${columns}</svg>`;
}
