// Takes in the events of one request: puts them on the stream, or into the burst queue when the stream does not take them. An event
// may end in both, for example when the stream took it and its answer was lost. It has one id, so it counts once.

import type { CircuitBreaker } from '../stream/circuit-breaker.ts';
import { isRetryable } from '../stream/retryable.ts';
import type { LikeEvent } from './like-event.ts';
import type { BurstQueue, LikeStream, RecordPlace } from './ports.ts';
import type { Shedder, SheddingPolicy } from './shedder.ts';

export interface TakePorts {
  readonly stream: LikeStream;
  /** Where events go that the stream does not take. Without it they are refused. */
  readonly overflow?: { readonly queue: BurstQueue; readonly circuit: CircuitBreaker } | undefined;
  /** Without it nothing is shed. */
  readonly shedder?: Shedder | undefined;
  readonly now: () => number;
}

export type WhyQueued = 'throttled' | 'unavailable' | 'circuit-open';

/** What became of an event. */
export type Fate =
  | { readonly state: 'accepted'; readonly place: RecordPlace | undefined }
  | { readonly state: 'queued'; readonly because: WhyQueued }
  | { readonly state: 'shed'; readonly by: SheddingPolicy };

export interface TakenEvent {
  readonly event: LikeEvent;
  readonly fate: Fate;
}

/**
 * Rejects when the events may be lost: neither the stream nor the queue has acknowledged them.
 *
 * @returns the fate of each event, in order. `throttled`: nothing was stored.
 */
export async function takeEvents(
  ports: TakePorts,
  events: readonly LikeEvent[],
  signal?: AbortSignal,
): Promise<readonly TakenEvent[] | 'throttled'> {
  const { shedder, now } = ports;
  const decided = await Promise.all(
    events.map(async (event) => ({ event, by: await shedder?.decide(event, now()) })),
  );
  const kept = decided.filter(({ by }) => by === undefined).map(({ event }) => event);
  const stored = kept.length > 0 ? await store(ports, kept, signal) : undefined;
  if (stored === 'throttled') return 'throttled';
  shedder?.stored(kept, now());
  return decided.flatMap(({ event, by }) => {
    const fate = by === undefined ? stored : { state: 'shed' as const, by };
    return fate ? [{ event, fate }] : [];
  });
}

async function store(
  ports: TakePorts,
  events: readonly LikeEvent[],
  signal: AbortSignal | undefined,
): Promise<Fate | 'throttled'> {
  const { stream, overflow } = ports;
  if (!overflow) {
    const stored = await stream.put(events, signal);
    return stored === 'throttled' ? stored : { state: 'accepted', place: stored.place };
  }
  const tried = await tryStream(stream, overflow.circuit, ports.now, events, signal);
  if (typeof tried === 'object') return tried;
  await overflow.queue.send(events, signal);
  return { state: 'queued', because: tried };
}

async function tryStream(
  stream: LikeStream,
  circuit: CircuitBreaker,
  now: () => number,
  events: readonly LikeEvent[],
  signal: AbortSignal | undefined,
): Promise<Fate | WhyQueued> {
  if (!circuit.mayCall(now())) return 'circuit-open';
  try {
    const stored = await stream.put(events, signal);
    // A throttle is a quick answer of a stream that works. What is above its limits is queued, and the rest still finds room.
    circuit.succeeded();
    return stored === 'throttled' ? stored : { state: 'accepted', place: stored.place };
  } catch (error) {
    // When the time to answer is over, the client has its answer and may already have tried again.
    if (!isRetryable(error) || signal?.aborted) throw error;
    circuit.failed(now());
    return 'unavailable';
  }
}
