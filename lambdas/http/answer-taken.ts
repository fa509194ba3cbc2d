// Answers what became of the actions of a request, and counts which way each of them took.

import { receiptOf } from '../../core/likes/receipt.ts';
import type { Fate, TakenEvent } from '../../core/likes/take-events.ts';
import { addMetric } from '../runtime/telemetry.ts';
import { writeReceipt } from './read-receipt.ts';

/** One action in an answer. */
export interface TakenAction {
  readonly postId: string;
  readonly id: string;
  readonly state: Fate['state'];
  readonly receipt: string;
}

/** @returns the actions, and the state of all those that were not shed */
export function describeTaken(taken: readonly TakenEvent[]): {
  readonly actions: readonly TakenAction[];
  readonly state: Fate['state'];
} {
  const actions = taken.map(({ event, fate }) => {
    const receipt = writeReceipt(receiptOf({ event, fate }));
    return { postId: event.postId, id: event.id, state: fate.state, receipt };
  });
  return { actions, state: actions.find(({ state }) => state !== 'shed')?.state ?? 'shed' };
}

export function countTaken(taken: readonly TakenEvent[]): void {
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { fate } of taken) {
    count(METRICS[fate.state]);
    if (fate.state === 'shed') count(SHED_BY[fate.by]);
    if (fate.state === 'queued') count(QUEUED_BECAUSE[fate.because]);
  }
  for (const [name, value] of counts) addMetric(name, value);
}

const METRICS = { accepted: 'LikesAccepted', queued: 'LikesQueued', shed: 'LikesShed' } as const;
const SHED_BY = { 'min-interval': 'ShedByMinInterval', 'over-capacity': 'ShedByOverCapacity' } as const;
const QUEUED_BECAUSE = {
  throttled: 'QueuedByThrottle',
  unavailable: 'QueuedByFailure',
  'circuit-open': 'QueuedByOpenCircuit',
} as const;
