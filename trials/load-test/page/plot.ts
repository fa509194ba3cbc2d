// Draws something over the time of a run as SVG. Colors are classes, so that the page's style makes them light or dark.

import { escapeHtml } from './escape.ts';
import { formatTime, ticksUpTo, timeTicks } from './ticks.ts';

/** What a color means. It means the same in every plot. */
export type Tone = 'arrivals' | 'accepted' | 'queued' | 'refused' | 'queue' | 'typical' | 'worst';

export interface Series {
  readonly label: string;
  readonly tone: Tone;
  readonly kind: 'line' | 'area';
  /** Seconds and value. An area lies on the areas before it. An undefined value is a gap. */
  readonly points: readonly (readonly [seconds: number, value: number | undefined])[];
}

export interface Plot {
  readonly title: string;
  readonly unit: string;
  readonly seconds: number;
  readonly series: readonly Series[];
  /** A line across, such as a limit. */
  readonly limit?: { readonly label: string; readonly value: number };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = { top: 14, right: 14, bottom: 26, left: 46 };

export function drawPlot(plot: Plot, { width, height }: Size): string {
  const { title, unit, seconds, limit } = plot;
  const stacked = stack(plot.series);
  const most = Math.max(
    limit?.value ?? 0,
    ...stacked.flatMap(({ points }) => points.map(([, , top]) => top ?? 0)),
  );
  const yTicks = ticksUpTo(most, 4);
  const x = (at: number) => MARGIN.left + (at / seconds) * (width - MARGIN.left - MARGIN.right);
  const bottom = height - MARGIN.bottom;
  const y = (value: number) => bottom - (value / (yTicks.at(-1) ?? 1)) * (bottom - MARGIN.top);
  const right = width - MARGIN.right;
  const place = (at: number, value: number) => `${round(x(at))},${round(y(value))}`;

  const grid = yTicks.map(
    (value) =>
      `<line class="grid" x1="${MARGIN.left}" x2="${right}" y1="${round(y(value))}" y2="${round(y(value))}"/>` +
      `<text x="${MARGIN.left - 8}" y="${round(y(value) + 4)}" text-anchor="end">${value.toLocaleString('en-US')}</text>`,
  );
  const times = timeTicks(seconds, width > 500 ? 9 : 4).map(
    (at) => `<text x="${round(x(at))}" y="${height - 6}" text-anchor="middle">${formatTime(at)}</text>`,
  );
  const shapes = stacked.map(({ kind, tone, points }) =>
    runsOf(points)
      .map((run) => {
        const tops = run.map(([at, , top]) => place(at, top));
        if (kind === 'line') return `<polyline class="line ${tone}" points="${tops.join(' ')}"/>`;
        const bases = run.map(([at, base]) => place(at, base)).toReversed();
        return `<polygon class="area ${tone}" points="${[...tops, ...bases].join(' ')}"/>`;
      })
      .join(''),
  );
  const limitLine = limit
    ? `<line class="limit" x1="${MARGIN.left}" x2="${right}" y1="${round(y(limit.value))}" y2="${round(y(limit.value))}"/>` +
      `<text class="limit-label" x="${right - 2}" y="${round(y(limit.value) - 5)}" text-anchor="end">${escapeHtml(limit.label)}</text>`
    : '';
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(`${title}, ${unit}, over time`)}">` +
    [...grid, ...shapes, limitLine, ...times].join('') +
    '</svg>'
  );
}

type Band = readonly [seconds: number, base: number, top: number | undefined];

function stack(series: readonly Series[]) {
  const tops = new Map<number, number>();
  return series.map(({ kind, tone, points }) => ({
    kind,
    tone,
    points: points.map(([at, value]): Band => {
      if (kind === 'line' || value === undefined) return [at, 0, value];
      const base = tops.get(at) ?? 0;
      tops.set(at, base + value);
      return [at, base, base + value];
    }),
  }));
}

/** Cuts at gaps. */
function runsOf(points: readonly Band[]): (readonly [number, number, number])[][] {
  const runs: (readonly [number, number, number])[][] = [[]];
  for (const [at, base, top] of points) {
    if (top === undefined) runs.push([]);
    else runs.at(-1)?.push([at, base, top]);
  }
  return runs.filter((run) => run.length > 0);
}

const round = (value: number) => Math.round(value * 10) / 10;
