// Point-in-time recovery of the local DynamoDB, through the SDK.

import {
  type AttributeValue,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startDynamoDBServer } from '../../../../local/dynamodb/server.ts';
import { makeServiceClients } from '../../../../local/service-clients.ts';
import { makeDataDir } from '../../resources/test-cloud.ts';

async function start(options: Parameters<typeof startDynamoDBServer>[0] = {}) {
  const server = await startDynamoDBServer(options);
  const { url } = server;
  const clients = makeServiceClients({ dynamodb: url, kinesis: url, sqs: url, secretsManager: url });
  const close = async () => {
    clients.destroy();
    await server.close();
  };
  onTestFinished(close);
  return { client: clients.dynamodb, close };
}

const key = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' as const });

async function makeTable(client: DynamoDBClient, { backups = true } = {}) {
  await client.send(
    new CreateTableCommand({
      TableName: 'source',
      AttributeDefinitions: ['id', 'state'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [key('id')],
      GlobalSecondaryIndexes: [
        { IndexName: 'by-state', KeySchema: [key('state')], Projection: { ProjectionType: 'ALL' } },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      OnDemandThroughput: { MaxWriteRequestUnits: 5 },
      DeletionProtectionEnabled: true,
    }),
  );
  if (backups) await setBackups(client, true);
}

const setBackups = (client: DynamoDBClient, PointInTimeRecoveryEnabled: boolean) =>
  client.send(
    new UpdateContinuousBackupsCommand({
      TableName: 'source',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
    }),
  );

const put = (client: DynamoDBClient, id: string, rest: Record<string, AttributeValue> = {}) =>
  client.send(new PutItemCommand({ TableName: 'source', Item: { id: { S: id }, ...rest } }));

const restore = (client: DynamoDBClient, at: Date, TargetTableName = 'target', SourceTableName = 'source') =>
  client.send(
    new RestoreTableToPointInTimeCommand({ SourceTableName, TargetTableName, RestoreDateTime: at }),
  );

async function restored(client: DynamoDBClient, at: Date, target?: string) {
  const { TableDescription } = await restore(client, at, target);
  expect(TableDescription).toMatchObject({
    TableStatus: 'CREATING',
    RestoreSummary: { RestoreInProgress: true },
  });
  const TableName = TableDescription?.TableName;
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.05 }, { TableName });
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  return Items.toSorted((one, other) => String(one['id']?.S).localeCompare(String(other['id']?.S)));
}

/** Returns a time after all that is written so far, and before all that comes. */
async function moment(): Promise<Date> {
  const at = new Date();
  await vi.waitUntil(() => Date.now() > at.getTime() + 1, { interval: 1 });
  return at;
}

const windowOf = async (client: DynamoDBClient) =>
  (await client.send(new DescribeContinuousBackupsCommand({ TableName: 'source' })))
    .ContinuousBackupsDescription?.PointInTimeRecoveryDescription;

test('a table that is not there, keeps no backups, or cannot go back so far is refused, and so is a name that is taken', async () => {
  const { client } = await start();
  const before = await moment();
  await expect(restore(client, before)).rejects.toThrow('Table not found: source');
  await makeTable(client, { backups: false });
  await expect(restore(client, new Date())).rejects.toMatchObject({
    name: 'PointInTimeRecoveryUnavailableException',
  });
  await setBackups(client, true);
  await expect(restore(client, before)).rejects.toMatchObject({ name: 'InvalidRestoreTimeException' });
  await expect(restore(client, new Date(Date.now() + 60_000))).rejects.toMatchObject({
    name: 'InvalidRestoreTimeException',
  });
  const at = await moment();
  await expect(restore(client, at, 'source')).rejects.toMatchObject({ name: 'TableAlreadyExistsException' });
  const overriding = new RestoreTableToPointInTimeCommand({
    SourceTableName: 'source',
    TargetTableName: 'target',
    UseLatestRestorableTime: true,
    BillingModeOverride: 'PROVISIONED',
  });
  await expect(client.send(overriding)).rejects.toThrow('BillingModeOverride: a table is restored as it was');
  await expect(client.send(new DescribeTableCommand({ TableName: 'target' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('backups begin when they are switched on, end when they are switched off, and begin anew with the server', async () => {
  const dataDir = makeDataDir();
  const first = await start({ dataDir });
  await makeTable(first.client, { backups: false });
  expect(await windowOf(first.client)).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
  await setBackups(first.client, true);
  const { EarliestRestorableDateTime: since } = (await windowOf(first.client)) ?? {};
  await moment();
  await setBackups(first.client, true);
  expect((await windowOf(first.client))?.EarliestRestorableDateTime).toEqual(since);
  await first.close();
  await moment();
  const second = await start({ dataDir });
  const again = await windowOf(second.client);
  expect(again?.PointInTimeRecoveryStatus).toBe('ENABLED');
  expect(again?.EarliestRestorableDateTime?.getTime()).toBeGreaterThan(since?.getTime() ?? 0);
  await setBackups(second.client, false);
  expect(await windowOf(second.client)).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
});

test('every kind of change is taken back: puts, updates, deletions, batches and those of a restore before', async () => {
  const { client } = await start();
  await makeTable(client);
  const empty = await moment();
  await put(client, 'a', { n: { N: '1' } });
  await put(client, 'b', { n: { N: '2' } });
  await put(client, 'kept');
  const at = await moment();
  await put(client, 'a', { n: { N: '9' } });
  await client.send(
    new UpdateItemCommand({
      TableName: 'source',
      Key: { id: { S: 'a' } },
      UpdateExpression: 'ADD n :more',
      ExpressionAttributeValues: { ':more': { N: '5' } },
    }),
  );
  await client.send(new DeleteItemCommand({ TableName: 'source', Key: { id: { S: 'b' } } }));
  await client.send(
    new BatchWriteItemCommand({
      RequestItems: { source: [{ PutRequest: { Item: { id: { S: 'new' } } } }] },
    }),
  );
  const after = await moment();
  expect(await restored(client, at)).toEqual([
    { id: { S: 'a' }, n: { N: '1' } },
    { id: { S: 'b' }, n: { N: '2' } },
    { id: { S: 'kept' } },
  ]);
  expect(await restored(client, empty, 'empty')).toEqual([]);
  expect(await restored(client, after, 'after')).toEqual([
    { id: { S: 'a' }, n: { N: '14' } },
    { id: { S: 'kept' } },
    { id: { S: 'new' } },
  ]);
});

test('a restored table has the keys, indexes and throughput of its source, and none of the other settings', async () => {
  const { client } = await start();
  await makeTable(client);
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: 'source',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    }),
  );
  await put(client, 'a', { state: { S: 'split' } });
  await restored(client, await moment());
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'target' }));
  expect(Table).toMatchObject({
    TableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/target',
    KeySchema: [key('id')],
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    OnDemandThroughput: { MaxWriteRequestUnits: 5 },
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-state',
        IndexArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/target/index/by-state',
        IndexStatus: 'ACTIVE',
      },
    ],
  });
  expect(Table?.DeletionProtectionEnabled).toBeUndefined();
  const split = await client.send(
    new QueryCommand({
      TableName: 'target',
      IndexName: 'by-state',
      KeyConditionExpression: '#state = :split',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':split': { S: 'split' } },
    }),
  );
  expect(split.Items).toEqual([{ id: { S: 'a' }, state: { S: 'split' } }]);
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'target' }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'DISABLED' });
  await expect(client.send(new DeleteTableCommand({ TableName: 'source' }))).rejects.toThrow(
    'protected against deletion',
  );
  await client.send(new UpdateTableCommand({ TableName: 'source', DeletionProtectionEnabled: false }));
  await client.send(new DeleteTableCommand({ TableName: 'source' }));
});

test('a restore shows one moment, also while the table is written to and within the limits of its throughput', async () => {
  const { client } = await start({ scale: 1 });
  await makeTable(client);
  await client.send(
    new UpdateTableCommand({ TableName: 'source', OnDemandThroughput: { MaxWriteRequestUnits: -1 } }),
  );
  const ids = Array.from({ length: 1_200 }, (_, n) => `id-${String(n).padStart(4, '0')}`);
  for (let at = 0; at < ids.length; at += 25)
    await client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          source: ids.slice(at, at + 25).map((id) => ({
            PutRequest: { Item: { id: { S: id }, state: { S: 'old' } } },
          })),
        },
      }),
    );
  const at = await moment();
  const writes = (async () => {
    for (const id of ids.slice(0, 200)) await put(client, id, { state: { S: 'new' } });
  })();
  const items = await restored(client, at);
  await writes;
  expect(items).toHaveLength(ids.length);
  expect(items.filter(({ state }) => state?.S !== 'old')).toEqual([]);
});
