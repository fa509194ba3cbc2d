import '../../trials/fuzz/environment.ts';
import { beforeEach, expect, test, vi } from 'vitest';
import { LikeStreamError } from '../../adapters/kinesis/like-stream.ts';
import { BurstQueueError } from '../../adapters/sqs/burst-queue.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { Shedder } from '../../core/likes/shedder.ts';
import { CircuitBreaker } from '../../core/stream/circuit-breaker.ts';
import { makeAcceptLike } from '../../lambdas/accept-like.ts';
import { ANSWER_ROOM_MS } from '../../lambdas/http/answer-in-time.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { metrics } from '../../lambdas/runtime/telemetry.ts';
import { asAnn, eventIdAt, NOW_MS, recordingStream, verifyToken } from '../../trials/fuzz/fakes.ts';
import { httpApiEvent } from './http-api-event.ts';

const LIKE = httpApiEvent('PUT /v1/posts/{postId}/like', { parameters: { postId: 'p' }, headers: asAnn });
const LIST = httpApiEvent('POST /v1/likes', {
  headers: asAnn,
  body: { actions: ['a', 'b'].map((postId) => ({ postId, op: 'like' })) },
});

let counted: Record<string, number>;
beforeEach(() => {
  counted = {};
  vi.spyOn(metrics, 'addMetric').mockImplementation((name, _unit, value) => {
    counted[name] = (counted[name] ?? 0) + value;
    return metrics;
  });
});

function start(outcome: () => 'accepted' | 'throttled', queueFails = false, shedder?: Shedder) {
  const queued: LikeEvent[] = [];
  const queue = {
    async send(events: readonly LikeEvent[]) {
      if (queueFails) throw new BurstQueueError(new Error('secret'));
      queued.push(...events);
    },
  };
  const circuit = new CircuitBreaker({ failures: 5, windowMs: 10_000, openMs: 2_000 }, () => 0.5);
  const stream = recordingStream(outcome);
  let ids = 0;
  const newId = () => eventIdAt(NOW_MS + ids++);
  const ports = { stream, overflow: { queue, circuit }, verifyToken, now: () => NOW_MS, newId, shedder };
  const handler = serve(makeAcceptLike(ports));
  const send = async (event: typeof LIKE) => {
    const { statusCode, headers, body } = await handler(event);
    return { statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
  };
  return { queued, stream, send };
}

test('a like that neither way takes is a 503 with Retry-After, and tells nothing about the inside', async () => {
  const { send } = start(() => 'throttled', true);
  const answer = await send(LIKE);
  expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } });
  expect(JSON.stringify(answer)).not.toContain('secret');
  expect(counted).toEqual({ RequestsFailed: 1 });
});

test('a throttled like is queued, answered as such, and counted as such', async () => {
  const { send, queued } = start(() => 'throttled');
  expect(await send(LIKE)).toMatchObject({
    statusCode: 202,
    body: { id: eventIdAt(NOW_MS), state: 'queued', receipt: expect.any(String) },
  });
  expect(queued).toMatchObject([{ id: eventIdAt(NOW_MS), userId: 'ann', postId: 'p' }]);
  expect(counted).toEqual({ LikesQueued: 1, QueuedByThrottle: 1 });
});

test('a list is queued whole', async () => {
  const { send, queued } = start(() => {
    throw new LikeStreamError(new Error('no answer'));
  });
  expect(await send(LIST)).toMatchObject({
    statusCode: 202,
    body: {
      state: 'queued',
      events: [
        { postId: 'a', state: 'queued' },
        { postId: 'b', state: 'queued' },
      ],
    },
  });
  expect(queued).toHaveLength(2);
  expect(counted).toEqual({ LikesQueued: 2, QueuedByFailure: 2 });
});

test('a shed like is answered with 202 as shed, counted by its policy, and stored nowhere', async () => {
  const policies = {
    like: { shed: 'over-capacity', share: 1, backlogSeconds: 60 },
    unlike: { shed: 'never' },
  } as const;
  const shedder = new Shedder({ policies, backlogSeconds: async () => 61 });
  const { send, stream, queued } = start(() => 'accepted', false, shedder);
  expect(await send(LIKE)).toMatchObject({ statusCode: 202, body: { state: 'shed' } });
  expect([stream.records, queued, counted]).toEqual([[], [], { LikesShed: 1, ShedByOverCapacity: 1 }]);
});

test('two ways that both hang are a 503 in time, and neither goes on after it', async () => {
  vi.useFakeTimers();
  try {
    const signals: AbortSignal[] = [];
    const hang = (_: readonly LikeEvent[], signal?: AbortSignal) => {
      if (signal) signals.push(signal);
      return new Promise<never>((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(new LikeStreamError(new Error('aborted')))),
      );
    };
    const circuit = new CircuitBreaker({ failures: 5, windowMs: 10_000, openMs: 2_000 }, () => 0.5);
    const queue = { send: hang };
    const ports = { stream: { put: hang }, overflow: { queue, circuit }, verifyToken, now: () => NOW_MS };
    const handler = serve(makeAcceptLike({ ...ports, newId: () => eventIdAt(NOW_MS) }));
    const answer = handler(LIKE, { getRemainingTimeInMillis: () => 10_000 } as Parameters<typeof handler>[1]);
    await vi.advanceTimersByTimeAsync(10_000 - ANSWER_ROOM_MS);
    expect(await answer).toMatchObject({ statusCode: 503 });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  } finally {
    vi.useRealTimers();
  }
});
