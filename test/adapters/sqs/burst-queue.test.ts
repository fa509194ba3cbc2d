import { GetQueueAttributesCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeBacklogSeconds } from '../../../adapters/sqs/backlog.ts';
import { BurstQueueError, makeBurstQueue } from '../../../adapters/sqs/burst-queue.ts';
import { readBurstMessage } from '../../../core/likes/burst-message.ts';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';
import { startSqs, type TestSqs } from './sqs-server.ts';

const EVENT: LikeEvent = {
  v: 1,
  id: eventIdAt(NOW_MS),
  postId: 'p\ufffe👍',
  userId: 'ann\uffff',
  op: 'like',
};

let sqs: TestSqs;
let client: SQSClient;

beforeAll(async () => {
  sqs = await startSqs();
  client = sqs.client;
});
afterAll(() => sqs.close());

test('a queue that is not there takes nothing, and the like may be tried again', async () => {
  const queue = makeBurstQueue({ client, queueUrl: sqs.urlOf('gone') });
  const error: unknown = await queue.send([EVENT]).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BurstQueueError);
  expect(error).toMatchObject({ retryable: true });
});

test('events that were sent can be read from the queue, whatever characters their ids have', async () => {
  const queueUrl = await sqs.createQueue('burst');
  await makeBurstQueue({ client, queueUrl }).send([EVENT, { ...EVENT, op: 'unlike' }]);
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
  expect(Messages.map(({ Body = '' }) => readBurstMessage(Body))).toEqual([
    { ok: true, events: [EVENT, { ...EVENT, op: 'unlike' }] },
  ]);
});

test('the backlog is the depth by the rate at which it drains, and it is asked at most once in a few seconds', async () => {
  const queueUrl = await sqs.createQueue('backlog');
  const queue = makeBurstQueue({ client, queueUrl });
  for (let sent = 0; sent < 6; sent++) await queue.send([EVENT]);
  let nowMs = 0;
  const sends = vi.spyOn(client, 'send');
  const options = { client, queueUrl, drainedPerSecond: 2, now: () => nowMs, random: () => 0.5 };
  const backlogSeconds = makeBacklogSeconds(options);
  expect([await backlogSeconds(), await backlogSeconds()]).toEqual([3, 3]);
  nowMs = 10_000;
  await backlogSeconds();
  expect(sends.mock.calls.filter(([command]) => command instanceof GetQueueAttributesCommand)).toHaveLength(
    2,
  );
  sends.mockRestore();
});

test('while the queue does not tell its depth, there is no backlog, so nothing is shed', async () => {
  const queueUrl = sqs.urlOf('gone');
  const options = { client, queueUrl, drainedPerSecond: 2, now: () => 0, random: () => 0.5 };
  expect(await makeBacklogSeconds(options)()).toBe(0);
});
