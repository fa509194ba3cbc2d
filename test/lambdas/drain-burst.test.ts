import '../../trials/fuzz/environment.ts';
import type { Context, SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { encodeBurstMessage } from '../../core/likes/burst-message.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { makeDrainBurst } from '../../lambdas/drain-burst.ts';
import { eventIdAt, NOW_MS } from '../../trials/fuzz/fakes.ts';

const EVENT: LikeEvent = { v: 1, id: eventIdAt(NOW_MS), postId: 'p', userId: 'ann', op: 'like' };
const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

const eventOf = (bodies: readonly string[]) =>
  ({
    Records: bodies.map((body, index) => ({
      messageId: `m-${index}`,
      body,
      receiptHandle: `r-${index}`,
      attributes: { ApproximateReceiveCount: '1' },
    })),
  }) as SQSEvent;

test('the mapping is told which messages must come again, and only those', async () => {
  const drain = makeDrainBurst({
    records: {
      async putAll() {
        throw new Error('access denied');
      },
    },
    quarantine: { put: async () => {} },
    backoffMs: () => 0,
    pause: async () => {},
    postpone: async () => {},
    random: Math.random,
  });
  expect(await drain(eventOf([encodeBurstMessage([EVENT]), 'no json']), context)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-0' }],
  });
});

test('the events go on the stream as they were accepted, and the answer is empty', async () => {
  const records: (readonly LikeEvent[])[] = [];
  const drain = makeDrainBurst({
    records: { putAll: async (each) => (records.push(...each), []) },
    quarantine: { put: async () => {} },
    backoffMs: () => 0,
    pause: async () => {},
    postpone: async () => {},
    random: Math.random,
  });
  const list = [EVENT, { ...EVENT, postId: 'q' }];
  expect(await drain(eventOf([encodeBurstMessage(list)]), context)).toEqual({ batchItemFailures: [] });
  expect(records).toEqual([list]);
});
