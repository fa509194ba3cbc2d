// Formats what was measured, and says for each axis whether it is flat. This module is pure.

import type { Machine } from '../machine.ts';
import { number, ratio, table } from '../markdown.ts';
import { type Axis, BASE, nameOf } from './axes.ts';
import { type Bend, findBends, FLAT_FACTOR, type Measure, type ScaleResults } from './find-bends.ts';

export interface ScaleRun {
  readonly command: string;
  readonly commit: string;
  readonly date: string;
  readonly machine: Machine;
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

function provenanceOf({ command, commit, date, machine, likes, repeats }: ScaleRun): string {
  const { cpu, cores, memoryGiB, system, node, packages } = machine;
  const sdk = packages['@aws-sdk/client-dynamodb'] ?? 'unknown';
  const measuredOn = `${cores} cores of ${cpu}, ${memoryGiB} GiB, ${system}, Node.js ${node}, client-dynamodb ${sdk}`;
  return wrap(
    `\`${command}\`, ${date}, commit ${commit}: ${measuredOn}. ${number(likes)} likes in each process, ` +
      `median of ${repeats}. The base is ${nameOf(BASE)}.`,
  );
}

const MAX_LINE = 118;

/** Breaks a paragraph into lines, as the pages have them. */
function wrap(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > MAX_LINE) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
