import { ReceiveMessageCommand, type SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BroadcastUnavailableError, makeSlotMessages } from '../../../adapters/sqs/broadcast.ts';
import { decodeSlotMessage } from '../../../core/live/slot-message.ts';
import { startSqs, type TestSqs } from './sqs-server.ts';

const AS_OF_MS = Date.UTC(2026, 10, 26, 12);
const limit = <Result>(task: () => Promise<Result>) => task();

let sqs: TestSqs;
let client: SQSClient;

beforeAll(async () => {
  sqs = await startSqs();
  client = sqs.client;
});
afterAll(() => sqs.close());

async function receiveAll(queueUrl: string) {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
    );
    if (Messages.length === 0) return bodies.map((body) => decodeSlotMessage(body));
    bodies.push(...Messages.map(({ Body = '' }) => Body));
  }
}

test('a queue that is not there takes nothing, and the counts come again', async () => {
  const messages = makeSlotMessages({ client, queueUrl: sqs.urlOf('gone'), limit });
  await expect(messages.send([{ postId: 'p', count: 1, asOfMs: AS_OF_MS }], [0])).rejects.toThrow(
    'The specified queue does not exist',
  );
});

test('a message that is refused is sent again, alone, and in the end the counts come again', async () => {
  const sent: (string | undefined)[][] = [];
  const send = vi.fn(async (command: SendMessageBatchCommand) => {
    const { Entries = [] } = command.input;
    sent.push(Entries.map(({ Id }) => Id));
    return { Failed: [{ Id: '1', Code: 'ServiceUnavailable', SenderFault: false }] };
  });
  const refusing = { send } as unknown as SQSClient;
  const messages = makeSlotMessages({ client: refusing, queueUrl: 'queue', limit });
  await expect(messages.send([{ postId: 'p', count: 1, asOfMs: AS_OF_MS }], [0, 1, 2])).rejects.toThrow(
    BroadcastUnavailableError,
  );
  expect(sent).toEqual([['0', '1', '2'], ['1'], ['1'], ['1']]);
});

test('every slot is told every count, in messages that the queue takes', async () => {
  const queueUrl = await sqs.createQueue('broadcast');
  const counts = Array.from({ length: 1_000 }, (_, index) => ({
    postId: `${index}-${'é'.repeat(60)}\uFFFE`,
    count: index,
    asOfMs: AS_OF_MS,
  }));
  await makeSlotMessages({ client, queueUrl, limit }).send(counts, [0, 1, 2]);
  const received = await receiveAll(queueUrl);
  for (const slot of [0, 1, 2]) {
    const posts = received.filter((it) => it?.slot === slot).flatMap((it) => it?.posts ?? []);
    expect(posts.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual(
      counts.map(({ count }) => count),
    );
    expect(posts.find(({ count }) => count === 7)).toEqual({
      postId: counts[7]!.postId,
      count: 7,
      asOf: '2026-11-26T12:00:00.000Z',
    });
  }
});
