// Each fault really happens between the real SDK and the local cloud's servers, and the SDK takes it for what it is.

import { CreateTableCommand, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateStreamCommand, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { makeDynamoDB, makeKinesis, makeSQS } from '../../../adapters/clients.ts';
import { startDynamoDBServer } from '../../../local/dynamodb/server.ts';
import { startKinesisServer } from '../../../local/kinesis/server.ts';
import type { LocalServer } from '../../../local/local-server.ts';
import { startSqsServer } from '../../../local/sqs/server.ts';
import { makeServiceClients, type ServiceClients } from '../../../local/service-clients.ts';
import type { CallFault } from '../../../trials/chaos/draw-faults.ts';
import { type Call, startFaultProxy } from '../../../trials/chaos/fault-proxy.ts';

const services: LocalServer[] = [];
const proxies: LocalServer[] = [];
let faults: CallFault[] = [];
let calls: Call[] = [];
let answered: [operation: string, status: number][] = [];
let direct: ServiceClients;
let dynamodb: ReturnType<typeof makeDynamoDB>;
let kinesis: ReturnType<typeof makeKinesis>;
let sqs: ReturnType<typeof makeSQS>;
let QueueUrl: string;

beforeAll(async () => {
  const [dynamodbServer, kinesisServer, sqsServer] = await Promise.all([
    startDynamoDBServer(),
    startKinesisServer(),
    startSqsServer(),
  ]);
  services.push(dynamodbServer, kinesisServer, sqsServer);
  const urls = { dynamodb: dynamodbServer.url, kinesis: kinesisServer.url, sqs: sqsServer.url };
  direct = makeServiceClients({ ...urls, secretsManager: '' });
  for (const service of ['dynamodb', 'kinesis', 'sqs'] as const) {
    const proxy = await startFaultProxy({
      service,
      url: urls[service],
      pickFault(call) {
        calls.push(call);
        return faults.shift();
      },
      onAnswer: ({ operation }, { status }) => void answered.push([operation, status]),
    });
    proxies.push(proxy);
    vi.stubEnv(`AWS_ENDPOINT_URL_${service.toUpperCase()}`, proxy.url);
  }
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  await direct.dynamodb.send(
    new CreateTableCommand({
      TableName: 'items',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await direct.kinesis.send(new CreateStreamCommand({ StreamName: 'stream', ShardCount: 1 }));
  const created = await direct.sqs.send(new CreateQueueCommand({ QueueName: 'queue' }));
  // As the local cloud has it: the SDK takes the host of the queue's address for the endpoint.
  QueueUrl = (created.QueueUrl ?? '').replace(/^http:\/\/[^/]*/, proxies[2]?.url ?? '');
});

afterAll(async () => {
  direct.destroy();
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await Promise.all(services.map((service) => service.close()));
});

beforeEach(() => {
  faults = [];
  calls = [];
  answered = [];
  dynamodb = makeDynamoDB();
  kinesis = makeKinesis();
  sqs = makeSQS();
});

afterEach(() => {
  for (const client of [dynamodb, kinesis, sqs]) client.destroy();
});

const add = (id: string) =>
  dynamodb.send(
    new UpdateItemCommand({
      TableName: 'items',
      Key: { id: { S: id } },
      UpdateExpression: 'ADD writes :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );

async function writesOf(id: string): Promise<number> {
  const { Item } = await direct.dynamodb.send(
    new GetItemCommand({ TableName: 'items', Key: { id: { S: id } }, ConsistentRead: true }),
  );
  return Number(Item?.['writes']?.N ?? 0);
}

test('without a fault, a call goes through as it is', async () => {
  await add('plain');
  expect(await writesOf('plain')).toBe(1);
  expect(answered).toEqual([['UpdateItem', 200]]);
  expect(calls).toMatchObject([{ service: 'dynamodb', operation: 'UpdateItem' }]);
  expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ Key: { id: { S: 'plain' } } });
});

test('an error of the service reaches the caller', async () => {
  const wrong = dynamodb.send(new GetItemCommand({ TableName: 'none', Key: { id: { S: 'x' } } }));
  await expect(wrong).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(answered).toEqual([['GetItem', 400]]);
});

test('a lost answer: the write has happened, and happens again when the SDK tries again', async () => {
  faults = [{ kind: 'lost-response' }];
  await add('lost-response');
  expect(await writesOf('lost-response')).toBe(2);
});

test('a lost request: only the second try arrives', async () => {
  faults = [{ kind: 'lost-request' }];
  await add('lost-request');
  expect(calls).toHaveLength(2);
  expect(await writesOf('lost-request')).toBe(1);
});

test('a late request arrives after its caller has given up and tried again', async () => {
  faults = [{ kind: 'delay', ms: 2_500, of: 'request' }];
  await add('late-request');
  expect(answered).toHaveLength(1);
  await vi.waitFor(() => expect(answered).toHaveLength(2), { timeout: 5_000 });
  expect(await writesOf('late-request')).toBe(2);
});

test('a late answer is waited for, or the call is made again', async () => {
  faults = [{ kind: 'delay', ms: 100, of: 'response' }];
  await add('late-response');
  expect(await writesOf('late-response')).toBe(1);
  faults = [{ kind: 'delay', ms: 2_500, of: 'response' }];
  await add('late-response');
  expect(await writesOf('late-response')).toBe(3);
});

test('a throttle of DynamoDB is tried again, and has its name when it stays', async () => {
  faults = [{ kind: 'throttle' }];
  await add('throttled');
  expect(await writesOf('throttled')).toBe(1);
  faults = Array.from({ length: 20 }, () => ({ kind: 'throttle' }));
  calls = [];
  await expect(add('throttled')).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  expect(calls.length).toBeGreaterThan(1);
  expect(await writesOf('throttled')).toBe(1);
});

test('a throttle of Kinesis has its name, and its records come through the proxy', async () => {
  const put = () =>
    kinesis.send(
      new PutRecordCommand({ StreamName: 'stream', PartitionKey: 'key', Data: Buffer.from('data') }),
    );
  expect(await put()).toMatchObject({ ShardId: 'shardId-000000000000' });
  faults = Array.from({ length: 2 }, () => ({ kind: 'throttle' }));
  await expect(put()).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
});

test('a throttle of SQS has its name, and its messages come through the proxy', async () => {
  const send = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'message' }));
  faults = [{ kind: 'throttle' }];
  await send();
  expect(calls.map(({ service, operation }) => [service, operation])).toEqual([
    ['sqs', 'SendMessage'],
    ['sqs', 'SendMessage'],
  ]);
  const { Attributes } = await direct.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  expect(Attributes).toEqual({ ApproximateNumberOfMessages: '1' });
  faults = Array.from({ length: 3 }, () => ({ kind: 'throttle' }));
  await expect(send()).rejects.toMatchObject({ name: 'RequestThrottled' });
});
