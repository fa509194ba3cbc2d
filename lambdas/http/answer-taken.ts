// Answers what became of the actions of a request, and counts which way each of them took.

import type { Context } from 'hono';
import { isCanaryPost } from '../../core/live/canary-post.ts';
import { receiptOf } from '../../core/likes/receipt.ts';
import type { Fate, TakenEvent } from '../../core/likes/take-events.ts';
import { addMetric } from '../runtime/telemetry.ts';
import { unavailable } from './problem.ts';
import { writeReceipt } from './read-receipt.ts';

/** One action in an answer. */
export interface TakenAction {
  readonly postId: string;
  readonly id: string;
  readonly state: Fate['state'];
  readonly receipt: string;
}

export interface Described {
  readonly actions: readonly TakenAction[];
  /** Of all those that were not shed. */
  readonly state: Fate['state'];
}

/** Answers 202 with what `bodyOf` makes of the actions, or 503 when the stream throttled them and there is no queue. */
export function answerTaken(
  c: Context,
  events: number,
  taken: readonly TakenEvent[] | 'throttled',
  bodyOf: (taken: Described) => object,
): Response {
  if (taken === 'throttled') {
    addMetric('LikesThrottled', events);
    return unavailable('More likes arrive than the system can take in. Try again.');
  }
  countTaken(taken);
  return c.json(bodyOf(describeTaken(taken)), 202, { 'cache-control': 'no-store' });
}

function describeTaken(taken: readonly TakenEvent[]): Described {
  const actions = taken.map(({ event, fate }) => {
    const receipt = writeReceipt(receiptOf({ event, fate }));
    return { postId: event.postId, id: event.id, state: fate.state, receipt };
  });
  return { actions, state: actions.find(({ state }) => state !== 'shed')?.state ?? 'shed' };
}

/** The canary is left out: an alarm on silence must hear people. */
function countTaken(taken: readonly TakenEvent[]): void {
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { event, fate } of taken) {
    if (isCanaryPost(event.postId)) continue;
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
