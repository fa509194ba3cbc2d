// Draws the panels with uPlot: two minutes, moving, in the colours of the page.

import uPlot from 'uplot';
import type { Line, Panel } from './panels.ts';
import type { Sample } from './sample.ts';

const WINDOW_SECONDS = 120;
const HEIGHT = 120;

export interface Chart {
  draw(samples: readonly Sample[], hasNaive: boolean): void;
  /** Takes on the colours and the width that the page has now. */
  restyle(): void;
}

export function makeChart(panel: Panel, host: HTMLElement): Chart {
  let plot: uPlot | undefined;
  let data: uPlot.AlignedData = [[], ...panel.lines.map(() => [])];
  let hasNaive = false;

  const seriesOf = ({ label, colour, isStepped = false, isNaive = false }: Line): uPlot.Series => {
    const stroke = resolveColour(`--${colour}`);
    return {
      label,
      stroke,
      width: 2,
      show: !isNaive || hasNaive,
      points: { show: false },
      ...(isNaive || panel.lines.length > 2 ? {} : { fill: resolveColour(`--${colour}-fill`) }),
      ...(isStepped && { paths: uPlot.paths.stepped?.({ align: 1 }) ?? null }),
    } as uPlot.Series;
  };

  function make(): uPlot {
    const axis = { stroke: resolveColour('--quiet'), font: '12px system-ui', ticks: { show: false } };
    return new uPlot(
      {
        width: Math.max(160, host.clientWidth),
        height: HEIGHT,
        cursor: { show: false },
        legend: { show: false },
        padding: [8, 4, 8, 0],
        scales: {
          x: { time: false, range: (_, __, max) => [max - WINDOW_SECONDS, max] },
          y: { range: (_, __, max) => [0, Math.max(panel.least, (max ?? 0) * 1.1)] },
        },
        axes: [
          { ...axis, show: false },
          { ...axis, size: 34, space: 36, grid: { stroke: resolveColour('--line'), width: 1 } },
        ],
        series: [{}, ...panel.lines.map(seriesOf)],
      },
      data,
      host,
    );
  }

  function restyle(): void {
    plot?.destroy();
    plot = make();
  }

  return {
    restyle,
    draw(samples, naiveIsOn) {
      data = [
        samples.map(({ atMs }) => atMs / 1_000),
        ...panel.lines.map(({ valueOf }) => samples.map(valueOf)),
      ] as uPlot.AlignedData;
      if (!plot || hasNaive !== naiveIsOn) {
        hasNaive = naiveIsOn;
        restyle();
      } else plot.setData(data);
    },
  };
}

/** A canvas does not know light-dark(), so an element resolves it. */
function resolveColour(property: string): string {
  const probe = document.createElement('i');
  probe.className = 'probe';
  probe.style.color = `var(${property})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
