// Follows the likes of a load second by second: which go to the stream at once, which wait in the burst queue, and when the queue
// has drained. This is a fluid model: it has no single likes.

import { overflowPerSecond } from './overflow.ts';

export interface Flow {
  readonly shards: number;
  /** What one shard takes. It saves as much when it is idle. */
  readonly recordsPerShardSecond: number;
  /** How fast the queue drains where the stream has room. Undefined where there is no queue. */
  readonly drainPerSecond: number | undefined;
}

/** One second of the run. */
export interface Moment {
  readonly arrivals: number;
  /** Likes that found room in the stream. */
  readonly direct: number;
  /** Likes that the stream throttled: they are queued, or refused. */
  readonly overflow: number;
  readonly drained: number;
  /** Messages that wait at the end of the second. */
  readonly waiting: number;
}

/** A queue that has not drained within a day is said to drain never. */
const MAX_DRAIN_SECONDS = 86_400;

/** @param arrivals likes in each second. The result goes on until the queue is empty. */
export function fillQueue(flow: Flow, arrivals: readonly number[]): Moment[] {
  const { shards, recordsPerShardSecond, drainPerSecond } = flow;
  const capacity = shards * recordsPerShardSecond;
  const moments: Moment[] = [];
  let saved = capacity;
  let waiting = 0;
  const more = () => waiting > 1e-6 && moments.length < arrivals.length + MAX_DRAIN_SECONDS;
  while (moments.length < arrivals.length || more()) {
    const arriving = arrivals[moments.length] ?? 0;
    const wouldOverflow = shards * overflowPerSecond(arriving / shards, recordsPerShardSecond);
    const overflow = Math.max(0, wouldOverflow - saved);
    const direct = arriving - overflow;
    const room = Math.max(0, capacity - direct);
    const drained = drainPerSecond === undefined ? 0 : Math.min(waiting, drainPerSecond, room);
    // What is saved takes the overflow for a while, and what the shards do not use fills it again.
    const unused = Math.max(0, capacity - arriving - drained);
    saved = Math.min(capacity, saved - Math.min(saved, wouldOverflow) + unused);
    if (drainPerSecond !== undefined) waiting += overflow - drained;
    moments.push({ arrivals: arriving, direct, overflow, drained, waiting });
  }
  return moments;
}
