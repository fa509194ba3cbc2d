// SQS as the local cloud starts it, through the real SDK.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { makeServiceClients } from '../../../local/service-clients.ts';
import { startSqsServer } from '../../../local/sqs/server.ts';
import { startKillableServer } from '../killable-server.ts';
import { makeDataDir } from '../resources/test-cloud.ts';

function clientOf(url: string): SQSClient {
  const clients = makeServiceClients({ dynamodb: url, kinesis: url, sqs: url, secretsManager: url });
  onTestFinished(() => clients.destroy());
  return clients.sqs;
}

async function start(dataDir?: string) {
  const server = await startSqsServer({ dataDir });
  onTestFinished(() => server.close());
  return { ...server, client: clientOf(server.url) };
}

const QueueName = 'quarantine';
const urlOf = (serverUrl: string) => `${serverUrl}/000000000000/${QueueName}`;

async function receiveAll(client: SQSClient, QueueUrl: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return bodies.toSorted();
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

test('a queue that does not exist is an error of the SDK', async () => {
  const { client } = await start();
  await expect(client.send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
  });
});

test('only this machine reaches the server', async () => {
  const { url } = await start();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('a message is received until it is deleted', async () => {
  const { client, url } = await start();
  await client.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '0' } }));
  const QueueUrl = urlOf(url);
  const Entries = ['a', 'b'].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
  await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const again = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(again.Messages).toHaveLength(2);
  expect(await receiveAll(client, QueueUrl)).toEqual(['a', 'b']);
  expect(await receiveAll(client, QueueUrl)).toEqual([]);
});

test('a server that was killed in the middle of sends keeps every message that it acknowledged', async () => {
  const dataDir = makeDataDir();
  const server = await startKillableServer('sqs/server.ts#startSqsServer', { dataDir });
  const client = clientOf(server.url);
  await client.send(new CreateQueueCommand({ QueueName }));
  const acknowledged: string[] = [];
  const send = async (sender: number) => {
    for (let n = 0; ; n++) {
      const MessageBody = `${sender}-${n}`;
      await client.send(new SendMessageCommand({ QueueUrl: urlOf(server.url), MessageBody }));
      acknowledged.push(MessageBody);
      if (acknowledged.length === 100) void server.kill();
    }
  };
  await Promise.allSettled([0, 1, 2, 3].map(send));
  const second = await start(dataDir);
  expect(await receiveAll(second.client, urlOf(second.url))).toEqual(expect.arrayContaining(acknowledged));
});

test('a server closes while a receiver waits for a message', async () => {
  const server = await startSqsServer();
  const client = clientOf(server.url);
  await client.send(new CreateQueueCommand({ QueueName }));
  const receive = new ReceiveMessageCommand({ QueueUrl: urlOf(server.url), WaitTimeSeconds: 20 });
  const receiving = client.send(receive).catch(() => 'gone');
  // This is answered after the receiver's request was taken in, so the receiver waits by now.
  await client.send(new GetQueueUrlCommand({ QueueName }));
  const startedAtMs = Date.now();
  await server.close();
  expect(Date.now() - startedAtMs).toBeLessThan(15_000);
  await receiving;
});

test('a directory with malformed files is an error that names it', async () => {
  const dataDir = makeDataDir();
  writeFileSync(join(dataDir, 'fauxqs.db'), 'malformed '.repeat(99));
  const starting = startSqsServer({ dataDir });
  await expect(starting).rejects.toMatchObject({ name: 'SqsStartError' });
  await expect(starting).rejects.toThrow(dataDir);
});
