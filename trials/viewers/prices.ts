// What a million pushed updates and a million reads cost as measured, beside what the plan says. Pure.

import type { Capacity } from '../../planner/capacity.ts';
import { updateCost } from '../../planner/costs/live-cost.ts';
import { askCost, hotAskCost } from '../../planner/costs/read-cost.ts';
import { edgeAnswer, functionTime, invocation } from '../../planner/costs/unit-price.ts';
import { LIVE_OVERHEAD_SECONDS } from '../../planner/figures.ts';
import { MILLION, PRICES } from '../../planner/prices.ts';
import type { AudienceFigures } from './figures.ts';

export interface Price {
  readonly measured: number;
  readonly planned: number;
}

/**
 * In dollars for a million messages to viewers. The invocations of broadcast and their time are measured. The plan has one invocation for
 * each slot and change.
 */
export function priceOfUpdates({ onePost, page, broadcast }: AudienceFigures, capacity: Capacity): Price {
  const { functions, push } = capacity;
  const used =
    broadcast.invocations * PRICES.functionRequest +
    functionTime(functions.broadcast.memoryMiB, broadcast.busySeconds);
  const messages = onePost.messagesSent + page.messagesSent;
  // Each message to a viewer is one of `lookers` about the same changes.
  const invocationsPerMessage = (push?.connectionSlots ?? 0) / onePost.lookers;
  const telling = invocation(functions.broadcast, LIVE_OVERHEAD_SECONDS);
  return {
    measured: MILLION * (PRICES.socketMessage + used / messages),
    planned: MILLION * (updateCost(capacity) + invocationsPerMessage * telling),
  };
}

/** In dollars for a million pages of so many posts through the edge. What the edge cannot answer is measured. */
export function priceOfReads(
  { polling: { reads, originReads, seconds } }: AudienceFigures,
  capacity: Capacity,
  posts: number,
): Price {
  return {
    measured: MILLION * (edgeAnswer(posts) + (originReads / reads) * askCost(capacity, posts, false)),
    planned: MILLION * hotAskCost(capacity, posts, reads / seconds),
  };
}
