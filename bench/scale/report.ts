// Formats what was measured, and says for each axis whether it is flat. This module is pure.

import { number, ratio, table } from '../markdown.ts';
import { formatProvenance, type Provenance } from '../provenance.ts';
import { wrap } from '../wrap.ts';
import { type Axis, BASE, nameOf } from './axes.ts';
import { type Bend, findBends, FLAT_FACTOR, type Measure, type ScaleResults } from './find-bends.ts';

export interface ScaleRun extends Provenance {
  readonly likes: number;
  readonly repeats: number;
}

const MEASURES: readonly (readonly [measure: Measure, name: string])[] = [
  ['cpuMicrosecondsPerLike', 'Time'],
  ['liveBytesPerLike', 'Memory'],
];

export function formatScale(run: ScaleRun, axes: readonly Axis[], results: ScaleResults): string {
  return [provenanceOf(run), ...axes.map((axis) => formatAxis(axis, results))].join('\n\n');
}

function formatAxis(axis: Axis, results: ScaleResults): string {
  const rows = axis.values.map((value) => {
    const result = results.get(nameOf({ ...BASE, [axis.name]: value }));
    return [
      number(value) + (value === BASE[axis.name] ? ' (base)' : ''),
      number(result?.cpuMicrosecondsPerLike ?? Number.NaN),
      number(result?.liveBytesPerLike ?? Number.NaN),
      number((result?.keptBytes ?? Number.NaN) / 1_024),
    ];
  });
  const bends = MEASURES.map(([measure, name]) => [name, findBends(results, axis, measure)] as const);
  const why = bends.some(([, found]) => found.length > 0) ? [axis.why] : [];
  return [
    `### By ${axis.title}`,
    table([axis.title, 'CPU per like (µs)', 'live bytes per like', 'KiB kept at the end'], rows),
    [...bends.map(([name, found]) => verdictOf(name, found)), ...why].map(wrap).join('\n'),
  ].join('\n\n');
}

const verdictOf = (name: string, bends: readonly Bend[]): string =>
  bends.length === 0
    ? `${name}: flat within ${FLAT_FACTOR}×.`
    : `${name}: **not flat**: ${bends.map(({ value, factor }) => `at ${number(value)} it is ${ratio(factor)} the base`).join(', ')}.`;

function provenanceOf(run: ScaleRun): string {
  const sdk = run.machine.packages['@aws-sdk/client-dynamodb'] ?? 'unknown';
  const prose =
    `${formatProvenance(run)}, client-dynamodb ${sdk}. Each process has ${number(run.likes)} likes, and figures are ` +
    `medians of ${run.repeats}. The base is ${nameOf(BASE)}.`;
  return `${wrap(prose)}\n\n    ${run.command}`;
}
