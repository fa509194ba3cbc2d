import { DescribeTableCommand, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, test, vi } from 'vitest';
import type { Json } from '../../../local/template/template.ts';
import { makeDataDir, startTestCloud, type TestCloud } from './test-cloud.ts';

const attribute = (AttributeName: string, AttributeType = 'S') => ({ AttributeName, AttributeType });
const key = (AttributeName: string, KeyType = 'HASH') => ({ AttributeName, KeyType });
const INDEX = {
  IndexName: 'by-state',
  KeySchema: [key('state'), key('id', 'RANGE')],
  Projection: { ProjectionType: 'KEYS_ONLY' },
};
const table = (properties: Record<string, Json> = {}) => ({
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'table',
      AttributeDefinitions: [attribute('id')],
      KeySchema: [key('id')],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      ...properties,
    },
  },
});
const withIndex = {
  AttributeDefinitions: [attribute('id'), attribute('state')],
  GlobalSecondaryIndexes: [INDEX],
};
const Item = { id: { S: 'a' }, state: { S: 'split' } };

test('a stream of a table is an error that names the property', async () => {
  const cloud = await startTestCloud();
  const streaming = table({ StreamSpecification: { StreamViewType: 'KEYS_ONLY' } });
  await expect(cloud.deploy(streaming)).rejects.toThrow('property StreamSpecification.StreamViewType');
});

test('a table that was kept with other keys or indexes is an error, because they cannot change', async () => {
  const dataDir = makeDataDir();
  const first = await startTestCloud(dataDir);
  await first.deploy(table());
  await first.close();
  const second = await startTestCloud(dataDir);
  const otherKeys = { AttributeDefinitions: [attribute('other')], KeySchema: [key('other')] };
  await expect(second.deploy(table(otherKeys))).rejects.toThrow(
    'Test/Table (AWS::DynamoDB::Table): property KeySchema: the table kept on disk has the keys id HASH, which cannot change',
  );
  await expect(second.deploy(table(withIndex))).rejects.toThrow(
    'property GlobalSecondaryIndexes: the table kept on disk has the indexes none, which cannot change',
  );
  await expect(second.deploy(table())).resolves.toMatchObject({ physicalIds: { Table: 'table' } });
});

test('a table has the keys and indexes of the template', async () => {
  const cloud = await startTestCloud();
  const Outputs = { Arn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] } } };
  const { outputs } = await cloud.deploy(table(withIndex), { Outputs });
  expect(outputs['Arn']).toBe('arn:aws:dynamodb:us-east-1:000000000000:table/table');
  const { Table } = await cloud.dynamodb.send(new DescribeTableCommand({ TableName: 'table' }));
  expect(Table).toMatchObject({ TableStatus: 'ACTIVE', KeySchema: [key('id')] });
  await cloud.dynamodb.send(new PutItemCommand({ TableName: 'table', Item }));
  await cloud.dynamodb.send(new PutItemCommand({ TableName: 'table', Item: { id: { S: 'b' } } }));
  const { Items } = await cloud.dynamodb.send(
    new QueryCommand({
      TableName: 'table',
      IndexName: 'by-state',
      KeyConditionExpression: '#state = :split',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':split': { S: 'split' } },
    }),
  );
  expect(Items).toEqual([Item]);
});

test('a table without a name gets the same one after every start, and keeps its items', async () => {
  const dataDir = makeDataDir();
  const unnamed = () => {
    const { Table } = table(withIndex);
    const { TableName: _, ...Properties } = Table.Properties;
    return { Table: { ...Table, Properties } };
  };
  const first = await startTestCloud(dataDir);
  const { physicalIds } = await first.deploy(unnamed());
  const TableName = physicalIds['Table'] ?? '';
  await first.dynamodb.send(new PutItemCommand({ TableName, Item }));
  await first.close();
  const second = await startTestCloud(dataDir);
  expect((await second.deploy(unnamed())).physicalIds).toEqual(physicalIds);
  const found = await second.dynamodb.send(new GetItemCommand({ TableName, Key: { id: Item.id } }));
  expect(found.Item).toEqual(Item);
});

test('a table that was kept gets the throughput of the template', async () => {
  const dataDir = makeDataDir();
  const first = await startTestCloud(dataDir);
  await first.deploy(table({ ...withIndex, OnDemandThroughput: { MaxWriteRequestUnits: 50 } }));
  const limits = (cloud: TestCloud) =>
    vi.waitFor(() => {
      const writes = cloud.limits.readLoad().filter(({ unit }) => unit === 'write units');
      expect(writes).toHaveLength(2);
      return writes.map(({ limitPerSecond }) => limitPerSecond);
    });
  const write = (cloud: TestCloud) => cloud.dynamodb.send(new PutItemCommand({ TableName: 'table', Item }));
  await write(first);
  expect(await limits(first)).toEqual([50, 4_000]);
  await first.close();
  const second = await startTestCloud(dataDir);
  await second.deploy(table({ ...withIndex, WarmThroughput: { WriteUnitsPerSecond: 9_000 } }));
  await write(second);
  expect(await limits(second)).toEqual([9_000, 4_000]);
  await second.close();
  const third = await startTestCloud(dataDir);
  const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 6 };
  await third.deploy(
    table({
      ...withIndex,
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput,
      GlobalSecondaryIndexes: [{ ...INDEX, ProvisionedThroughput }],
    }),
  );
  expect(await limits(third)).toEqual([6, 6]);
});
