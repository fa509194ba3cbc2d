// Measures run after run. Both sides take turns, so that the noise of the machine meets both alike.

import { startProgress } from '../command-line/progress.ts';
import type { Arrival } from './arrivals.ts';
import { type Measurement, measure } from './measure.ts';
import { issueVisitors, type Side } from './side.ts';

/** How many actions each side handles before it is measured. */
const WARM_UP_ACTIONS = 3_000;

/** Issues all tokens and sends a part of each arrival, so that nothing is measured that happens only once. */
export async function warmUp(side: Side, arrivals: readonly Arrival[], signal: AbortSignal): Promise<void> {
  const users = new Set(arrivals.flatMap((arrival) => arrival.makeActions('', 0).map(({ user }) => user)));
  const progress = startProgress(`${side.name}: visitors`, users.size);
  let issued = 0;
  try {
    await issueVisitors(side, users, signal, () => progress.update(++issued));
  } finally {
    progress.stop();
  }
  const share = Math.ceil(WARM_UP_ACTIONS / arrivals.length);
  for (const arrival of arrivals) {
    const part: Arrival = {
      ...arrival,
      makeActions: (postPrefix, startMs) => arrival.makeActions(postPrefix, startMs).slice(0, share),
    };
    await measureWithProgress(side, part, 'warm-up', signal);
  }
}

/** Measures each arrival on both sides. The side that begins alternates. */
export async function measureInTurns(
  sides: readonly Side[],
  arrivals: readonly Arrival[],
  repeats: number,
  { signal, say }: { signal: AbortSignal; say: (line: string) => void },
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (let repeat = 1; repeat <= repeats; repeat++) {
    for (const [index, arrival] of arrivals.entries()) {
      for (const side of (repeat + index) % 2 === 0 ? sides : sides.toReversed()) {
        const measurement = await measureWithProgress(side, arrival, `repeat-${repeat}`, signal);
        const perSecond = Math.round(measurement.countedPerSecond);
        say(`${side.name}: ${arrival.name} ${repeat}/${repeats}: ${perSecond} likes/s until counted`);
        measurements.push(measurement);
      }
    }
  }
  return measurements;
}

/** @param runName tells the posts of this run from those of other runs */
export async function measureWithProgress(
  side: Side,
  arrival: Arrival,
  runName: string,
  signal: AbortSignal,
): Promise<Measurement> {
  const actions = arrival.makeActions(`${runName}-${arrival.name}-`, Date.now());
  const progress = startProgress(`${side.name}: ${arrival.name}, ${runName}`, actions.length);
  let accepted = 0;
  try {
    return await measure(side, arrival, actions, { signal, onAccepted: () => progress.update(++accepted) });
  } finally {
    progress.stop();
  }
}
