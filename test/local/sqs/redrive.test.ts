// Receive counts and dead-letter queues of the server. fauxqs gets some of this wrong, and is mended.

import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { makeServiceClients } from '../../../local/service-clients.ts';
import { startSqsServer } from '../../../local/sqs/server.ts';
import { makeDataDir } from '../resources/test-cloud.ts';

/** Starts a server with a queue whose messages go to a dead-letter queue after two receives. */
async function start(dataDir?: string) {
  const server = await startSqsServer({ dataDir });
  onTestFinished(() => server.close());
  const { url } = server;
  const clients = makeServiceClients({ dynamodb: url, kinesis: url, sqs: url, secretsManager: url });
  onTestFinished(() => clients.destroy());
  const { sqs } = clients;
  const urlOf = (queue: string) => `${url}/000000000000/${queue}`;
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
  for (const QueueName of ['dead', 'likes']) await sqs.send(new CreateQueueCommand({ QueueName }));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: urlOf('likes'), Attributes: { RedrivePolicy } }));
  return {
    send: (MessageBody: string) =>
      sqs.send(new SendMessageCommand({ QueueUrl: urlOf('likes'), MessageBody })),
    receive: async (queue: string, VisibilityTimeout: number) => {
      const command = new ReceiveMessageCommand({
        QueueUrl: urlOf(queue),
        VisibilityTimeout,
        MessageSystemAttributeNames: ['All'],
      });
      const { Messages: [message] = [] } = await sqs.send(command);
      return message;
    },
    release: (queue: string, ReceiptHandle: string | undefined) =>
      sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: urlOf(queue), ReceiptHandle, VisibilityTimeout: 0 }),
      ),
    count: async (queue: string) => {
      const command = new GetQueueAttributesCommand({ QueueUrl: urlOf(queue), AttributeNames: ['All'] });
      return Number((await sqs.send(command)).Attributes?.ApproximateNumberOfMessages);
    },
    close: () => server.close(),
  };
}

test.each([
  ['in memory', () => undefined],
  ['on disk', makeDataDir],
])(
  '%s, a message moves to the dead-letter queue with the receive after the last one that is allowed',
  async (_, dataDir) => {
    const { send, receive, count } = await start(dataDir());
    await send('poison');
    expect((await receive('likes', 0))?.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
    expect((await receive('likes', 0))?.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
    expect(await count('dead')).toBe(0);
    expect(await receive('likes', 0)).toBeUndefined();
    expect(await count('dead')).toBe(1);
    // The count goes on over both queues, and the move is no receive. source: SQS API reference, ReceiveMessage
    const dead = await receive('dead', 0);
    expect(dead).toMatchObject({ Body: 'poison', Attributes: { ApproximateReceiveCount: '3' } });
  },
);

test.each([
  ['in memory', () => undefined],
  ['on disk', makeDataDir],
])(
  '%s, a message that is made visible at once is received again, and its receive count goes on',
  async (_, dataDir) => {
    const { send, receive, release } = await start(dataDir());
    await send('one');
    await release('likes', (await receive('likes', 30))?.ReceiptHandle);
    expect((await receive('likes', 30))?.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
  },
);

test('after a restart a message goes to the dead-letter queue with the next receive', async () => {
  const dataDir = makeDataDir();
  const first = await start(dataDir);
  await first.send('poison');
  await first.receive('likes', 0);
  await first.receive('likes', 0);
  await first.close();

  const second = await start(dataDir);
  expect(await second.receive('likes', 0)).toBeUndefined();
  expect(await second.receive('dead', 0)).toMatchObject({ Attributes: { ApproximateReceiveCount: '3' } });
  await second.close();

  // The move is kept, too.
  const third = await start(dataDir);
  expect(await third.count('likes')).toBe(0);
  expect(await third.count('dead')).toBe(1);
});

test('after a restart a received message is invisible, and one that was made visible is not', async () => {
  const dataDir = makeDataDir();
  const first = await start(dataDir);
  await first.send('released');
  await first.release('likes', (await first.receive('likes', 30))?.ReceiptHandle);
  const released = await first.receive('likes', 30);
  await first.send('received');
  await first.receive('likes', 30);
  await first.release('likes', released?.ReceiptHandle);
  await first.close();

  const second = await start(dataDir);
  expect(await second.count('likes')).toBe(1);
});
