import '../../../trials/fuzz/environment.ts';
import type { LambdaContext } from 'hono/aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeAcceptLike } from '../../../lambdas/accept-like.ts';
import { ANSWER_ROOM_MS } from '../../../lambdas/http/answer-in-time.ts';
import { serve } from '../../../lambdas/http/serve.ts';
import { makeReadCounts } from '../../../lambdas/read-counts.ts';
import {
  asAnn,
  eventIdAt,
  NOW_MS,
  readerOf,
  recordingStream,
  verifyToken,
} from '../../../trials/fuzz/fakes.ts';
import { httpApiEvent } from '../http-api-event.ts';

const TIMEOUT_MS = 10_000;
const READ = 'GET /v1/posts/{postId}/likes';
const LIKE = 'PUT /v1/posts/{postId}/like';
const request = { parameters: { postId: 'a' }, headers: asAnn };

type Reader = ReturnType<typeof readerOf>;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const context = { getRemainingTimeInMillis: () => TIMEOUT_MS } as LambdaContext;
const never = () => new Promise<never>(() => {});

/** What was answered, and how long before the function's timeout. */
async function answerOf(answer: Promise<{ statusCode: number; headers?: unknown; body: string }>) {
  const startMs = Date.now();
  const timed = answer.then((result) => ({ ...result, leftMs: TIMEOUT_MS - (Date.now() - startMs) }));
  await vi.advanceTimersByTimeAsync(TIMEOUT_MS);
  return await timed;
}

const problem = {
  statusCode: 503,
  headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
  leftMs: ANSWER_ROOM_MS,
};

test('a store that never answers is a 503 in time, and the store is told to give up', async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const hang: Reader = {
    ...readerOf({}),
    readCounts: (_, signal) => (signals.push(signal), never()),
    readLiked: (_, __, signal) => (signals.push(signal), never()),
  };
  const handler = serve(makeReadCounts({ reader: hang, verifyToken }));
  expect(await answerOf(handler(httpApiEvent(READ, request), context))).toMatchObject(problem);
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
});

test('a store that gives up at the signal makes no second answer', async () => {
  const reader: Reader = {
    ...readerOf({}),
    readCounts: (_, signal) =>
      new Promise((__, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
  };
  const handler = serve(makeReadCounts({ reader, verifyToken }));
  expect(await answerOf(handler(httpApiEvent(READ, request), context))).toMatchObject(problem);
});

test('a token that cannot be verified in time is a 503, of a read and of a like', async () => {
  const read = serve(makeReadCounts({ reader: readerOf({}), verifyToken: never }));
  expect(await answerOf(read(httpApiEvent(READ, request), context))).toMatchObject(problem);
  const ids = { now: () => NOW_MS, newId: () => eventIdAt(NOW_MS) };
  const like = serve(makeAcceptLike({ stream: recordingStream(), verifyToken: never, ...ids }));
  expect(await answerOf(like(httpApiEvent(LIKE, request), context))).toMatchObject(problem);
});

test('an answer that comes in time is given as it is, and no timer stays', async () => {
  const reader = readerOf({ a: { count: 3, asOf: null } }, { ann: ['a'] });
  const handler = serve(makeReadCounts({ reader, verifyToken }));
  const { statusCode, body } = await handler(httpApiEvent(READ, request), context);
  expect([statusCode, JSON.parse(body)]).toEqual([200, { postId: 'a', count: 3, asOf: null, liked: true }]);
  expect(vi.getTimerCount()).toBe(0);
});
