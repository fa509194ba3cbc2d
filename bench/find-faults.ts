// Checks what must hold on any machine: exact counts, and one write per post, lane and batch.

import { type Results, runsOf } from './results.ts';
import { summarize } from './summarize.ts';

export function findFaults(results: Results): string[] {
  return results.arrivals.flatMap((arrival) => {
    const { postsDifferent, counterWritesPerPostAndBatch } = summarize(runsOf(results, arrival, 'ours'));
    return [
      ...(postsDifferent === 0 ? [] : [`${arrival.name}: ${postsDifferent} posts were counted wrong`]),
      ...(counterWritesPerPostAndBatch === 1
        ? []
        : [
            `${arrival.name}: ${counterWritesPerPostAndBatch} counter writes per post, lane and batch, not 1`,
          ]),
    ];
  });
}
