// Puts actions on a stream and cuts it into the batches that a function gets: one batch per lane and second.

import type { LikeEvent } from '../../core/likes/like-event.ts';
import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import { shortHash } from '../../core/stream/short-hash.ts';
import type { StreamRecord } from '../../core/stream/stream-record.ts';
import { type Action, makeEventIds } from '../../traffic/action.ts';
import { makeSeededRandom } from '../../traffic/seeded-random.ts';

/** It has 56 digits, as those that AWS writes today. */
const FIRST_SEQUENCE_NUMBER = 49_590_338_271_490_256_608_559_692_538_361_571_095_921_575_989_136_588_898n;

export interface Batch {
  readonly lane: string;
  readonly records: readonly StreamRecord[];
}

/** What arrives within a second. */
export type Second = readonly Batch[];

/** How a stream is cut. */
export interface Cut {
  readonly lanes: readonly string[];
  readonly perSecond: number;
}

/** Returns the actions as events that happen at this rate from `startMs` on. The order of their ids stays. */
export function toEvents(
  actions: readonly Action[],
  { startMs, perSecond, prefix }: { startMs: number; perSecond: number; prefix: string },
): LikeEvent[] {
  const random = makeSeededRandom(startMs);
  const ids = [...new Set(actions.map(({ id }) => id))].toSorted();
  const idOf = new Map(
    ids.map((id, order) => [
      id,
      makeEventIds(startMs + Math.floor(order / perSecond) * 1_000, random)(order),
    ]),
  );
  return actions.map(({ id, user, postId, op }) => ({
    v: 1,
    id: idOf.get(id) as string,
    postId: prefix + postId,
    userId: user,
    op,
  }));
}

export const toRecords = (events: readonly LikeEvent[]): StreamRecord[] =>
  events.map((event, index) => ({
    sequenceNumber: String(FIRST_SEQUENCE_NUMBER + BigInt(index)),
    partitionKey: event.userId,
    data: new TextEncoder().encode(encodeLikeRecord([event])),
  }));

/** The records of a person stay in one lane and in order. */
export function cutIntoSeconds(records: readonly StreamRecord[], { lanes, perSecond }: Cut): Second[] {
  return Array.from({ length: Math.ceil(records.length / perSecond) }, (_, second) => {
    const arrived = records.slice(second * perSecond, (second + 1) * perSecond);
    const batches = Map.groupBy(
      arrived,
      ({ partitionKey }) => lanes[shortHash(partitionKey) % lanes.length] ?? '',
    );
    return [...batches].map(([lane, batch]) => ({ lane, records: batch }));
  });
}
