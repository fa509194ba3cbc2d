// Says what a flood did to everybody else. Pure.

import type { FloodTally } from './flooders.ts';

/** The worst person's median may be this many times the quiet one. */
export const MOST_TIMES = 3;

/** What was measured of one person. */
export interface Measured {
  readonly countedAfterMs: readonly number[];
  readonly answeredAfterMs: readonly number[];
  readonly refused: number;
}

export interface Part {
  readonly name: string;
  readonly seconds: number;
  readonly people: readonly Measured[];
  /** What all of it used of the machine's CPU, 0 to 1. */
  readonly cpuShare: number;
  /** Undefined while it is quiet. */
  readonly flood: FloodTally | undefined;
}

/** Returns NaN for nothing. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The longest of the medians of all persons. A person of whom nothing was taken has none, and is the worst. */
export const worstMedianMs = ({ people }: Part): number =>
  Math.max(
    ...people.map(({ countedAfterMs }) => medianOf(countedAfterMs)).map((it) => (it >= 0 ? it : Infinity)),
  );

const answeredMs = ({ people }: Part): number =>
  Math.max(...people.map(({ answeredAfterMs }) => medianOf(answeredAfterMs)));

/** @param parts the quiet one first */
export const ratios = (parts: readonly Part[]): number[] =>
  parts.map((part) => worstMedianMs(part) / worstMedianMs(parts[0] as Part));

/** One line for each flood that slowed others down too much. */
export const findFaults = (parts: readonly Part[]): string[] =>
  ratios(parts).flatMap((ratio, index) =>
    ratio <= MOST_TIMES ? [] : [`${parts[index]?.name}: ${ratio.toFixed(1)} times the quiet median`],
  );

/** A flood takes all of the CPU that it can get. So if it got this little, the machine had other work, which slows everybody down. */
const BUSY_BELOW = 0.5;

/** What to say about a machine that had other work, or undefined. */
export function busyNote(parts: readonly Part[]): string | undefined {
  const least = Math.min(...parts.filter(({ flood }) => flood).map(({ cpuShare }) => cpuShare));
  return least < BUSY_BELOW
    ? `this machine had other work: a flood got only ${show(100 * least)}% of its CPU. Run it again when it is quiet.`
    : undefined;
}

export function formatTable(parts: readonly Part[]): string {
  const all = ratios(parts);
  const sum = (part: Part, pick: (person: Measured) => number) =>
    part.people.reduce((total, person) => total + pick(person), 0);
  const rows: [string, (part: Part, index: number) => string][] = [
    ['', ({ name }) => name],
    ["worst person's median until counted, s", (part) => (worstMedianMs(part) / 1_000).toFixed(2)],
    ['times the quiet one', (_, index) => (all[index] ?? Number.NaN).toFixed(2)],
    ["worst person's median until answered, ms", (part) => answeredMs(part).toFixed(0)],
    ["share of this machine's CPU, %", ({ cpuShare }) => show(100 * cpuShare)],
    ["people's likes counted", (part) => show(sum(part, (it) => it.countedAfterMs.length))],
    ["people's likes refused", (part) => show(sum(part, (it) => it.refused))],
    ['flood: actions taken', ({ flood }) => (flood ? show(flood.taken) : '')],
    ['flood: actions taken a second', ({ flood, seconds }) => (flood ? show(flood.taken / seconds) : '')],
    ['flood: new visitors', ({ flood }) => (flood ? show(flood.visitors) : '')],
    ['flood: requests refused with 429', ({ flood }) => (flood ? show(flood.limited) : '')],
    ['flood: other refusals', ({ flood }) => (flood ? show(flood.failed) : '')],
  ];
  const cells = rows.map(([label, cell]) => [label, ...parts.map(cell)]);
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0, column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const pad = (cell: string, width: number, column: number) =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width);

const show = (value: number): string => Math.round(value).toLocaleString('en-US');
