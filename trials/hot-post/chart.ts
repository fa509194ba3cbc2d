// Draws the writes a second of each counter item over time, under the threshold of the scenario.

import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Limits } from './report.ts';
import { RATE_WINDOW_SECONDS } from './report.ts';
import type { HotPostRun } from './run.ts';
import { writeRates } from './write-rates.ts';

/** Returns the SVG as text. */
export async function drawChart({ parts, samples }: HotPostRun, limits: Limits): Promise<string> {
  const startMs = samples[0]?.atMs ?? 0;
  const rates = writeRates(samples, RATE_WINDOW_SECONDS).map(({ bucket, ...rate }) => ({
    ...rate,
    item: bucket === 'root' ? 'root' : `bucket ${bucket}`,
  }));
  const spec: TopLevelSpec = {
    title: 'Writes a second to each counter item of one post',
    width: 760,
    height: 300,
    background: 'white',
    layer: [
      {
        data: {
          values: parts.map(({ name, fromMs, untilMs }) => ({
            name,
            from: (fromMs - startMs) / 1_000,
            until: (untilMs - startMs) / 1_000,
          })),
        },
        layer: [
          {
            mark: { type: 'rule', strokeDash: [2, 3], color: '#888' },
            encoding: { x: { field: 'from', type: 'quantitative' } },
          },
          {
            mark: { type: 'text', align: 'left', dx: 4, baseline: 'top', color: '#555' },
            encoding: {
              x: { field: 'from', type: 'quantitative' },
              y: { value: 2 },
              text: { field: 'name' },
            },
          },
        ],
      },
      {
        data: { values: [{ limit: limits.splitAboveWritesPerSecond }] },
        mark: { type: 'rule', color: '#c00', strokeDash: [6, 4] },
        encoding: { y: { field: 'limit', type: 'quantitative' } },
      },
      {
        data: { values: rates },
        mark: { type: 'line', interpolate: 'monotone' },
        encoding: {
          x: { field: 'atSeconds', type: 'quantitative', title: 'seconds' },
          y: {
            field: 'writesPerSecond',
            type: 'quantitative',
            title: 'writes a second',
            scale: { domainMax: limits.splitAboveWritesPerSecond * 2 },
          },
          color: { field: 'item', type: 'nominal', title: 'item' },
        },
      },
    ],
  };
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
