// Checks what must hold on any machine: exact counts, and one write per post, lane and batch, besides those that make a counter.

import { type Results, runsOf } from './results.ts';
import { summarize } from './summarize.ts';

/** The writes that a lane makes besides the one of its commit, while nobody has made the counter: UPDATE, INSERT, and a single write. */
const WRITES_OF_A_NEW_COUNTER = 2;

export function findFaults(results: Results): string[] {
  return results.arrivals.flatMap((arrival) => {
    const runs = runsOf(results, arrival, 'ours');
    const { postsDifferent } = summarize(runs);
    const extra = runs.map((run) => (run.counted['CounterWrites'] ?? 0) - (run.counted['PostsCounted'] ?? 0));
    const allowed = runs.map(({ posts }) => posts * results.lanes * WRITES_OF_A_NEW_COUNTER);
    const isTooMany = extra.some((writes, index) => writes > (allowed[index] ?? 0));
    return [
      ...(postsDifferent === 0 ? [] : [`${arrival.name}: ${postsDifferent} posts were counted wrong`]),
      ...(isTooMany
        ? [
            `${arrival.name}: ${extra.join(', ')} counter writes besides one per post, lane and batch; making ${allowed.join(', ')} at most explains them`,
          ]
        : []),
    ];
  });
}
