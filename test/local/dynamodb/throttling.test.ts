// The limits of tables, indexes and keys, as the SDK meets them. The limits are scaled down, so that a few requests reach them.

import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startDynamoDBServer } from '../../../local/dynamodb/server.ts';
import { ANY_CREDENTIALS } from '../../../local/guard/credentials.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/likes';
/** After one write a key takes no other for 1,000 s. */
const ONE_WRITE = 0.000_001;

/** A table with an index of the countries. */
async function start(scale: number | undefined, more: Partial<CreateTableCommandInput> = {}) {
  const server = await startDynamoDBServer({ scale });
  const client = new DynamoDBClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: ANY_CREDENTIALS,
    // A throttle is seen, and not repeated.
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const key = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' as const });
  await client.send(
    new CreateTableCommand({
      TableName: 'likes',
      AttributeDefinitions: ['id', 'country'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [key('id')],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'countries',
          KeySchema: [key('country')],
          Projection: { ProjectionType: 'ALL' },
          ...(more.ProvisionedThroughput && { ProvisionedThroughput: more.ProvisionedThroughput }),
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      ...more,
    }),
  );
  return { client, server };
}

const TableName = 'likes';
const put = (client: DynamoDBClient, id: string, country?: string) =>
  client.send(
    new PutItemCommand({
      TableName,
      Item: { id: { S: id }, ...(country !== undefined && { country: { S: country } }) },
      ReturnConsumedCapacity: 'INDEXES',
    }),
  );
const get = (client: DynamoDBClient, id: string) =>
  client.send(new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true }));
const provisioned = (WriteCapacityUnits: number, ReadCapacityUnits = WriteCapacityUnits) => ({
  BillingMode: 'PROVISIONED' as const,
  ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits },
});

test('without a scale nothing is throttled', async () => {
  const { client, server } = await start(undefined, provisioned(1));
  for (let n = 0; n < 20; n++) await put(client, 'hot');
  expect(server.readUsage()).toEqual({ resources: [], throttles: {} });
});

test('a hot key is throttled while the others go on, and the answer names the table', async () => {
  const { client, server } = await start(ONE_WRITE, provisioned(1_000_000_000));
  const writes = await Promise.allSettled(Array.from({ length: 10 }, () => put(client, 'hot')));
  const refused = writes.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect((refused[0] as PromiseRejectedResult).reason).toMatchObject({
    name: 'ProvisionedThroughputExceededException',
    $metadata: { httpStatusCode: 400 },
    ThrottlingReasons: [{ reason: 'TableWriteKeyRangeThroughputExceeded', resource: ARN }],
  });
  await vi.waitFor(() => {
    const { throttles, resources } = server.readUsage();
    expect(throttles).toEqual({ 'dynamodb likes key': refused.length });
    expect(resources[0]).toMatchObject({
      table: 'likes',
      writes: { units: 10 - refused.length, hottestKey: { key: 'hot' } },
    });
  });
  await put(client, 'cold');
});

test('a provisioned table is throttled as a whole, and takes writes again once it has more capacity', async () => {
  const { client, server } = await start(ONE_WRITE, provisioned(1, 1_000_000_000));
  await put(client, 'a');
  await expect(put(client, 'b')).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
    ThrottlingReasons: [{ reason: 'TableWriteProvisionedThroughputExceeded', resource: ARN }],
  });
  await vi.waitFor(() => expect(server.readUsage().throttles).toEqual({ 'dynamodb likes table': 1 }));
  await client.send(
    new UpdateTableCommand({
      TableName,
      ProvisionedThroughput: { ReadCapacityUnits: 1_000_000_000, WriteCapacityUnits: 1_000_000_000 },
    }),
  );
  await vi.waitFor(() => put(client, 'b'));
});

test('an on-demand table answers with the other error, also at its maximum', async () => {
  const { client } = await start(ONE_WRITE, {});
  await put(client, 'a');
  await expect(put(client, 'a')).rejects.toMatchObject({
    name: 'ThrottlingException',
    throttlingReasons: [{ reason: 'TableWriteKeyRangeThroughputExceeded', resource: ARN }],
  });
  const limited = await start(0.001, { OnDemandThroughput: { MaxWriteRequestUnits: 1 } });
  await put(limited.client, 'a');
  await expect(put(limited.client, 'b')).rejects.toMatchObject({
    name: 'ThrottlingException',
    throttlingReasons: [{ reason: 'TableWriteMaxOnDemandThroughputExceeded', resource: ARN }],
  });
});

test('a hot key of an index refuses the writes that change the index, and only those', async () => {
  const { client, server } = await start(ONE_WRITE, provisioned(1_000_000_000));
  await put(client, 'a', 'at');
  await expect(put(client, 'b', 'at')).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
    ThrottlingReasons: [
      { reason: 'IndexWriteKeyRangeThroughputExceeded', resource: `${ARN}/index/countries` },
    ],
  });
  expect((await get(client, 'b')).Item).toBeUndefined();
  await vi.waitFor(() => expect(server.readUsage().throttles).toEqual({ 'dynamodb likes/countries key': 1 }));
  await put(client, 'c');
});

test('a write tells what it consumes of the table and of its indexes', async () => {
  const { client } = await start(1);
  const first = await put(client, 'a', 'at');
  expect(first.ConsumedCapacity).toMatchObject({
    CapacityUnits: 2,
    Table: { CapacityUnits: 1 },
    GlobalSecondaryIndexes: { countries: { CapacityUnits: 1 } },
  });
  expect((await put(client, 'a', 'de')).ConsumedCapacity?.CapacityUnits).toBe(3);
  expect((await put(client, 'a', 'de')).ConsumedCapacity?.CapacityUnits).toBe(1);
});

test('a condition that fails consumes a write', async () => {
  const { client } = await start(ONE_WRITE);
  const conditional = new UpdateItemCommand({
    TableName,
    Key: { id: { S: 'a' } },
    UpdateExpression: 'ADD likes :one',
    ConditionExpression: 'attribute_exists(id)',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  });
  await expect(client.send(conditional)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  await expect(client.send(conditional)).rejects.toMatchObject({ name: 'ThrottlingException' });
});

test('a query consumes what it reads, and half a unit when it finds nothing', async () => {
  const { client, server } = await start(1);
  const query = (ReturnConsumedCapacity?: 'TOTAL') =>
    client.send(
      new QueryCommand({
        TableName,
        IndexName: 'countries',
        KeyConditionExpression: 'country = :at',
        ExpressionAttributeValues: { ':at': { S: 'at' } },
        ReturnConsumedCapacity,
      }),
    );
  expect((await query('TOTAL')).ConsumedCapacity).toEqual({ TableName, CapacityUnits: 0.5 });
  expect((await query()).ConsumedCapacity).toBeUndefined();
  await vi.waitFor(() =>
    expect(server.readUsage().resources[1]).toMatchObject({ index: 'countries', reads: { units: 1 } }),
  );
});

test('a batch hands back the keys that are throttled, and fails when all are', async () => {
  const { client } = await start(ONE_WRITE, provisioned(1_000_000_000));
  const batchGet = (...ids: string[]) =>
    client.send(
      new BatchGetItemCommand({
        RequestItems: {
          likes: {
            Keys: ids.map((id) => ({ id: { S: id } })),
            ProjectionExpression: 'id',
            ConsistentRead: true,
          },
        },
      }),
    );
  await put(client, 'a');
  await get(client, 'a');
  const { Responses, UnprocessedKeys } = await batchGet('a', 'b');
  expect(Responses).toEqual({ likes: [] });
  expect(UnprocessedKeys).toEqual({
    likes: { Keys: [{ id: { S: 'a' } }], ProjectionExpression: 'id', ConsistentRead: true },
  });
  await expect(batchGet('a', 'b')).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
});

test('a batch of writes hands back the items that are throttled', async () => {
  const { client } = await start(ONE_WRITE, provisioned(1_000_000_000));
  await put(client, 'a');
  const write = (id: string) => ({ PutRequest: { Item: { id: { S: id } } } });
  const { UnprocessedItems } = await client.send(
    new BatchWriteItemCommand({ RequestItems: { likes: [write('a'), write('b')] } }),
  );
  expect(UnprocessedItems).toEqual({ likes: [write('a')] });
});
