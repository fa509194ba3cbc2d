// Formats what the run showed as a table, and judges it. This module is pure.

import type { HotPostRun, Part } from './run.ts';
import { writeRates } from './write-rates.ts';

/** The window is long enough to hold several batches of each lane. */
export const RATE_WINDOW_SECONDS = 4;
/** A batcher measures the root for as long before it splits a post. */
const ROOT_WINDOW_SECONDS = 2;

export interface Limits {
  readonly lanes: number;
  readonly splitAboveWritesPerSecond: number;
}

/** Returns a sentence for each thing that went wrong. The list is empty when the run showed what it should show. */
export function findFaults(run: HotPostRun, limits: Limits): string[] {
  const wrong = run.parts.filter(({ expected, counted }) => expected !== counted);
  const isSplit = (name: string) => run.parts.find((part) => part.name === name)?.items.split;
  const peak = peakOnceMoved(run, limits.lanes);
  return [
    ...wrong.map(({ name, expected, counted }) => `${name}: counted ${counted}, not ${expected}`),
    ...(isSplit('cold') === false ? [] : ['the post was split while it was cold']),
    ...(isSplit('hot') === true ? [] : ['the post was not split while it was hot']),
    ...(isSplit('merged') === false ? [] : ['the post was not merged after it had cooled']),
    ...(peak <= limits.splitAboveWritesPerSecond
      ? []
      : [`an item took ${peak.toFixed(1)} writes/s after all lanes had moved`]),
  ];
}

/** Returns the most writes a second that any item took between the move of the last lane and the merge. */
export function peakOnceMoved({ samples }: HotPostRun, lanes: number): number {
  const moved = samples.filter(({ lanesMoved }) => lanesMoved >= lanes);
  return Math.max(0, ...writeRates(moved, RATE_WINDOW_SECONDS).map(({ writesPerSecond }) => writesPerSecond));
}

/** Returns the most writes a second that the root took. The window is short, because its lanes move away within a few seconds. */
export function peakOfRoot({ samples }: HotPostRun): number {
  const root = writeRates(samples, ROOT_WINDOW_SECONDS).filter(({ bucket }) => bucket === 'root');
  return Math.max(0, ...root.map(({ writesPerSecond }) => writesPerSecond));
}

/** Returns the table as Markdown. */
export function formatTable({ parts }: HotPostRun): string {
  const cells = ({ name, actions, expected, counted, items }: Part) => [
    name,
    String(actions),
    String(expected),
    String(counted),
    items.split ? `split, ${items.openBuckets} buckets, ${items.lanesMoved} lanes moved` : 'one item',
  ];
  const rows = [['part', 'actions', 'likes expected', 'likes counted', 'counter'], ...parts.map(cells)];
  const [head = [], ...body] = rows.map((row) => `| ${row.join(' | ')} |`);
  return [head, '|---|---:|---:|---:|---|', ...body].join('\n');
}
