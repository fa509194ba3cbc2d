// Says how drills went. This module is pure.

import type { DrillResult } from './run-drill.ts';

const HEAD = ['drill', 'alarm', 's to alarm', 's to OK', 'exact'];

/** A table with one line for each alarm. */
export function formatResults(results: readonly DrillResult[]): string {
  const rows = [
    HEAD,
    ...results.flatMap(({ drill, alarms, counts }) =>
      alarms.map(({ alarm, secondsToAlarm, secondsToOk }) => [
        drill.name,
        alarm,
        secondsToAlarm?.toFixed(1) ?? 'never',
        secondsToOk?.toFixed(1) ?? 'never',
        counts.differences.length === 0
          ? `yes: ${counts.likesCounted}`
          : `no: ${counts.likesCounted} of ${counts.likesExpected}`,
      ]),
    ),
  ];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const format = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  return rows.map((row) => format(row).join('  ').trimEnd()).join('\n');
}

/** Returns a sentence for each thing that a drill must show and did not. */
export const findFaults = (results: readonly DrillResult[]): string[] =>
  results.flatMap(({ drill: { name }, alarms, others, counts }) => [
    ...alarms.flatMap(({ alarm, secondsToAlarm, secondsToOk }) => [
      ...(secondsToAlarm === undefined ? [`${name}: ${alarm} did not go off in time`] : []),
      ...(secondsToOk === undefined ? [`${name}: ${alarm} did not end after the repair`] : []),
    ]),
    ...others.map((other) => `${name}: ${other} went off too`),
    ...counts.differences.map(
      ({ postId, counted, expected }) => `${name}: ${postId} has ${counted} likes, not ${expected}`,
    ),
  ]);
