// Formats the parts of the report that not every run has.

import { COLD_BASELINE } from './cold-start/cold-start.ts';
import { number, ratio, table } from './markdown.ts';
import type { Results } from './results.ts';

/** Places that take less than this share of a thread are not shown. */
const LEAST_SHARE = 0.04;

export function formatWindows({ windows, lanes }: Results): string {
  if (!windows) return '';
  const rows = windows.rows.map((row) => [
    number(row.windowSeconds),
    number(row.likesPerBatch),
    number(row.counterWritesPerBatch),
    number(row.counterWritesPerLike, 3),
  ]);
  return [
    '### What a longer window would give on the long tail',
    '',
    `Computed from the popularity of the posts in the file, at ${number(windows.likesPerSecond)} likes/s on ${lanes} lanes.`,
    '',
    table(['window, s', 'likes a batch', 'counter writes a batch', 'counter writes per like'], rows),
  ].join('\n');
}

export function formatProfiles({ profiles, arrivals }: Results): string {
  return profiles
    .map(({ arrival, actions, threads }) => {
      const title = arrivals.find(({ name }) => name === arrival)?.title ?? arrival;
      const rows = threads
        .filter(({ busyMs }) => busyMs / actions >= 0.005)
        .map(({ thread, busyMs, places }) => [
          nameOf(thread),
          number(busyMs / actions, 2),
          places
            .filter(([, ms]) => ms / busyMs >= LEAST_SHARE)
            .map(([place, ms]) => `${place} ${number((100 * ms) / busyMs)}%`)
            .join(', '),
        ]);
      return [
        `### Where the time goes, by thread: ${title.toLowerCase()}`,
        '',
        table(['Thread', 'busy, ms per like', 'with'], rows).replace('---: |\n', '--- |\n'),
      ].join('\n');
    })
    .join('\n\n');
}

/** Returns the part of a function's physical name that the app chose. */
const nameOf = (thread: string) => /(\w+)Function\w*-\w+$/.exec(thread)?.[1] ?? thread;

export function formatMicro({ micro }: Results): string {
  if (micro.length === 0) return '';
  const rows = micro.map((result) => [
    result.name,
    number(result.cpuMicrosecondsPerLike, 1),
    result.baseline,
    number(result.baselineCpuMicrosecondsPerLike, 1),
    ratio(result.cpuMicrosecondsPerLike / result.baselineCpuMicrosecondsPerLike),
  ]);
  return [
    '### CPU of the hot paths alone',
    '',
    table(['', 'CPU per like, µs', 'beside', 'µs', 'ratio'], rows),
  ].join('\n');
}

export function formatColdStarts({ coldStarts }: Results): string {
  const baseline = coldStarts.find(({ name }) => name === COLD_BASELINE);
  if (!baseline) return '';
  const rows = coldStarts.map(({ name, milliseconds, cpuMilliseconds }) => [
    name,
    number(milliseconds),
    ratio(milliseconds / baseline.milliseconds),
    number(cpuMilliseconds),
    ratio(cpuMilliseconds / baseline.cpuMilliseconds),
  ]);
  return [
    '### Cold start',
    '',
    `Import of the bundle and first call, without the start of Node: medians of ${number(baseline.processes)} fresh processes.`,
    '',
    table(['', 'ms', 'ratio', 'CPU, ms', 'ratio'], rows),
  ].join('\n');
}
