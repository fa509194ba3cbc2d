// Says how a drill went. This module is pure.

import type { DrillResult } from './run-drill.ts';

/** One line for each drill. */
export function formatResults(results: readonly DrillResult[]): string {
  const rows = results.map(({ drill, secondsToAlarm, secondsToOk, others, counts }) => [
    drill.name,
    drill.alarm,
    secondsToAlarm === undefined ? 'no alarm' : `alarm after ${secondsToAlarm.toFixed(1)} s`,
    secondsToOk === undefined ? 'never OK' : `OK after ${secondsToOk.toFixed(1)} s`,
    counts.differences.length === 0
      ? `count exact: ${counts.likesCounted}`
      : `counted ${counts.likesCounted} of ${counts.likesExpected}`,
    others.length === 0 ? 'no other alarm' : `other alarms: ${others.join(', ')}`,
  ]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Returns a sentence for each thing that a drill must show and did not. */
export const findFaults = (results: readonly DrillResult[]): string[] =>
  results.flatMap(({ drill, secondsToAlarm, secondsToOk, others, counts }) => [
    ...(secondsToAlarm === undefined ? [`${drill.name}: ${drill.alarm} did not go off in time`] : []),
    ...(secondsToOk === undefined ? [`${drill.name}: ${drill.alarm} did not end after the repair`] : []),
    ...others.map((other) => `${drill.name}: ${other} went off too`),
    ...counts.differences.map(
      ({ postId, counted, expected }) => `${drill.name}: ${postId} has ${counted} likes, not ${expected}`,
    ),
  ]);
