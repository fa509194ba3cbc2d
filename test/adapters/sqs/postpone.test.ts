import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeBurstQueue } from '../../../adapters/sqs/burst-queue.ts';
import { makePostpone, PostponeError } from '../../../adapters/sqs/postpone.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';
import { startSqs, type TestSqs } from './sqs-server.ts';

let sqs: TestSqs;
let client: SQSClient;

beforeAll(async () => {
  sqs = await startSqs();
  client = sqs.client;
});
afterAll(() => sqs.close());

test('times that the queue does not take are an error', async () => {
  const queueUrl = await sqs.createQueue('refuses');
  const postpone = makePostpone({ client, queueUrl });
  await expect(postpone([{ receiptHandle: 'of-no-message', seconds: 1 }])).rejects.toThrow(PostponeError);
});

test('more messages than one request holds are shown again at their time, and no other is', async () => {
  const queueUrl = await sqs.createQueue('postponed');
  const queue = makeBurstQueue({ client, queueUrl });
  for (let index = 0; index < 15; index++)
    await queue.send([
      { v: 1, id: eventIdAt(NOW_MS + index), postId: 'p', userId: `user-${index}`, op: 'like' },
    ]);
  const receive = async () => {
    const request = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 300 };
    const { Messages = [] } = await client.send(new ReceiveMessageCommand(request));
    return Messages;
  };
  const received = [...(await receive()), ...(await receive())];
  const [kept, ...others] = received;
  await makePostpone({ client, queueUrl })(
    others.map(({ ReceiptHandle: receiptHandle = '' }) => ({ receiptHandle, seconds: 0 })),
  );
  const again = [...(await receive()), ...(await receive())];
  expect(received).toHaveLength(15);
  const idsOf = (messages: typeof received) => new Set(messages.map(({ MessageId }) => MessageId));
  expect(again).toHaveLength(14);
  expect(idsOf(again)).toEqual(idsOf(others));
  expect(idsOf(again)).not.toContain(kept?.MessageId);
});
