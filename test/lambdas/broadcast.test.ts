import '../../trials/fuzz/environment.ts';
import type { Context, SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import type { PostOutcome } from '../../core/live/ports.ts';
import { encodeSlotMessages } from '../../core/live/slot-message.ts';
import { makeBroadcastHandler } from '../../lambdas/broadcast.ts';

const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

const eventOf = (slots: readonly number[]) =>
  ({
    Records: slots.map((slot) => ({
      messageId: `m-${slot}`,
      body: encodeSlotMessages(slot, [{ postId: 'p', count: 1, asOf: '2026-11-26T12:00:00.000Z' }], 1_000)[0],
      receiptHandle: `r-${slot}`,
      attributes: { ApproximateReceiveCount: '1' },
    })),
  }) as SQSEvent;

function makeWorld(outcomeOf: (connectionId: string) => PostOutcome) {
  const postponed: unknown[] = [];
  const broadcast = makeBroadcastHandler({
    viewers: { find: async (slot) => [`c${slot}`], forget: async () => {} },
    connections: { post: async (connectionId) => outcomeOf(connectionId), close: async () => {} },
    tableLimit: (task) => task(),
    frameLimit: (task) => task(),
    backoffMs: () => 0,
    pause: async () => {},
    postpone: async (messages) => void postponed.push(...messages),
    random: () => 0.5,
  });
  return { postponed, broadcast };
}

test('a message whose viewers are held up comes again within seconds, and no other', async () => {
  const { broadcast, postponed } = makeWorld((it) => (it === 'c1' ? 'throttled' : 'told'));
  expect(await broadcast(eventOf([0, 1]), context)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-1' }],
  });
  expect(postponed).toEqual([{ receiptHandle: 'r-1', seconds: 3 }]);
});

test('when everybody is told, nothing comes again', async () => {
  const { broadcast, postponed } = makeWorld(() => 'told');
  expect(await broadcast(eventOf([0, 1]), context)).toEqual({ batchItemFailures: [] });
  expect(postponed).toEqual([]);
});
