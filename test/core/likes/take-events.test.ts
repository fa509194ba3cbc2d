import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { Shedder } from '../../../core/likes/shedder.ts';
import { takeEvents, type TakePorts } from '../../../core/likes/take-events.ts';
import { CircuitBreaker } from '../../../core/stream/circuit-breaker.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';

const EVENT: LikeEvent = { v: 1, id: eventIdAt(NOW_MS), postId: 'p', userId: 'ann', op: 'like' };
const PLACE = { lane: '1k7xq3s-0', position: '0212' };

type Outcome = 'stored' | 'throttled' | 'unavailable' | 'stored-but-answer-lost' | 'refused';

class Unavailable extends Error {
  readonly retryable = true;
}

/** Both ways, each of which ends as its list says, and then stores. */
function world(streamOutcomes: Outcome[] = [], queueOutcomes: ('stored' | 'unavailable')[] = []) {
  const onStream: LikeEvent[] = [];
  const inQueue: LikeEvent[] = [];
  let nowMs = NOW_MS;
  const circuit = new CircuitBreaker({ failures: 2, windowMs: 10_000, openMs: 2_000 }, () => 0.5);
  const stream: TakePorts['stream'] = {
    async put(events) {
      const outcome = streamOutcomes.shift() ?? 'stored';
      if (outcome === 'throttled') return 'throttled';
      if (outcome === 'refused') throw new Error('access denied');
      if (outcome === 'unavailable') throw new Unavailable();
      onStream.push(...events);
      if (outcome === 'stored-but-answer-lost') throw new Unavailable();
      return { place: PLACE };
    },
  };
  const queue = {
    async send(events: readonly LikeEvent[]) {
      if (queueOutcomes.shift() === 'unavailable') throw new Unavailable();
      inQueue.push(...events);
    },
  };
  const ports: TakePorts = { stream, overflow: { queue, circuit }, now: () => nowMs };
  return { ports, onStream, inQueue, pass: (ms: number) => void (nowMs += ms) };
}

const fatesOf = async (ports: TakePorts, signal?: AbortSignal) => {
  const taken = await takeEvents(ports, [EVENT], signal);
  return taken === 'throttled' ? taken : taken.map(({ fate }) => fate);
};

describe('taking events in', () => {
  test('a like that neither way takes is not accepted', async () => {
    for (const first of ['throttled', 'unavailable'] as const) {
      const { ports } = world([first], ['unavailable']);
      await expect(takeEvents(ports, [EVENT])).rejects.toThrow(Unavailable);
    }
  });

  test('without a queue, a throttled like is refused and a failure is a failure', async () => {
    const { ports, onStream } = world(['throttled', 'unavailable']);
    const alone = { stream: ports.stream, now: ports.now };
    expect(await takeEvents(alone, [EVENT])).toBe('throttled');
    await expect(takeEvents(alone, [EVENT])).rejects.toThrow(Unavailable);
    expect(onStream).toEqual([]);
  });

  test('a call that the stream refuses for good is no reason for the queue', async () => {
    const { ports, inQueue } = world(['refused']);
    await expect(takeEvents(ports, [EVENT])).rejects.toThrow('access denied');
    expect(inQueue).toEqual([]);
  });

  test('when the time to answer is over, nothing more is sent', async () => {
    const { ports, inQueue } = world(['unavailable']);
    await expect(fatesOf(ports, AbortSignal.abort())).rejects.toThrow(Unavailable);
    expect(inQueue).toEqual([]);
  });

  test('a like that the stream takes is accepted, with its place', async () => {
    const { ports, onStream, inQueue } = world();
    expect(await fatesOf(ports)).toEqual([{ state: 'accepted', place: PLACE }]);
    expect([onStream, inQueue]).toEqual([[EVENT], []]);
  });

  test('a throttled like goes to the queue, and so does one that the stream does not answer', async () => {
    const { ports, inQueue } = world(['throttled', 'unavailable']);
    expect(await fatesOf(ports)).toEqual([{ state: 'queued', because: 'throttled' }]);
    expect(await fatesOf(ports)).toEqual([{ state: 'queued', because: 'unavailable' }]);
    expect(inQueue).toEqual([EVENT, EVENT]);
  });

  test('throttles never open the circuit, because the stream still takes what is within its limits', async () => {
    const { ports } = world(['throttled', 'throttled', 'throttled', 'stored', 'throttled']);
    for (const state of ['queued', 'queued', 'queued', 'accepted', 'queued', 'accepted'])
      expect(await fatesOf(ports)).toMatchObject([{ state }]);
  });

  test('while the circuit is open no like waits for the stream, and one probe closes it', async () => {
    const { ports, onStream, pass } = world(['unavailable', 'unavailable']);
    await fatesOf(ports);
    await fatesOf(ports);
    expect(await fatesOf(ports)).toEqual([{ state: 'queued', because: 'circuit-open' }]);
    expect(onStream).toEqual([]);
    pass(2_000);
    expect(await fatesOf(ports)).toMatchObject([{ state: 'accepted' }]);
    expect(await fatesOf(ports)).toMatchObject([{ state: 'accepted' }]);
  });

  test('whatever happens, a like that was accepted is on the stream or in the queue under its own id', async () => {
    const outcome = fc.constantFrom<Outcome>('stored', 'throttled', 'unavailable', 'stored-but-answer-lost');
    const ofQueue = fc.constantFrom('stored' as const, 'unavailable' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome),
        fc.array(ofQueue),
        fc.array(fc.nat(5_000)),
        async (first, second, waits) => {
          const { ports, onStream, inQueue, pass } = world([...first], [...second]);
          for (const [index, waitMs] of waits.entries()) {
            pass(waitMs);
            const event = { ...EVENT, id: eventIdAt(NOW_MS + index) };
            const taken = await takeEvents(ports, [event]).catch(() => 'refused' as const);
            const kept = [...onStream, ...inQueue].filter(({ id }) => id === event.id);
            expect(taken === 'refused' || kept.length > 0).toBe(true);
            for (const each of kept) expect(each).toEqual(event);
          }
        },
      ),
    );
  });
});

describe('shedding', () => {
  const policies = { like: { shed: 'min-interval', seconds: 15 }, unlike: { shed: 'never' } } as const;
  const makeShedder = () => new Shedder({ policies, backlogSeconds: async () => 0 });

  test('a shed event is stored nowhere, and the others of its list are', async () => {
    const { ports, onStream, inQueue } = world();
    const shedding = { ...ports, shedder: makeShedder() };
    const unlike: LikeEvent = { ...EVENT, id: eventIdAt(NOW_MS + 2), op: 'unlike' };
    await takeEvents(shedding, [EVENT]);
    const taken = await takeEvents(shedding, [{ ...EVENT, id: eventIdAt(NOW_MS + 1) }, unlike]);
    expect(taken).toMatchObject([
      { fate: { state: 'shed', by: 'min-interval' } },
      { fate: { state: 'accepted' } },
    ]);
    expect([onStream, inQueue]).toEqual([[EVENT, unlike], []]);
  });

  test('a list that is shed whole calls neither way', async () => {
    const { ports, onStream } = world(['stored', 'refused']);
    const shedding = { ...ports, shedder: makeShedder() };
    await takeEvents(shedding, [EVENT]);
    expect(await takeEvents(shedding, [{ ...EVENT, id: eventIdAt(NOW_MS + 1) }])).toMatchObject([
      { fate: { state: 'shed' } },
    ]);
    expect(onStream).toEqual([EVENT]);
  });

  test('an event that could not be stored is not remembered, so it may be sent again at once', async () => {
    const { ports } = world(['throttled'], ['unavailable']);
    const shedding = { ...ports, shedder: makeShedder() };
    await expect(takeEvents(shedding, [EVENT])).rejects.toThrow(Unavailable);
    const again = { ...EVENT, id: eventIdAt(NOW_MS + 1) };
    expect(await takeEvents(shedding, [again])).toMatchObject([{ fate: { state: 'accepted' } }]);
  });
});
