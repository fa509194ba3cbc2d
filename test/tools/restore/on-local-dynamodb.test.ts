// The restore over the local DynamoDB, on a table of a template.

import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  ScanCommand,
  TagResourceCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test, vi } from 'vitest';
import { openTables } from '../../../tools/restore/dynamodb-tables.ts';
import { checkRestore, restoreTable } from '../../../tools/restore/restore-table.ts';
import { startTestCloud } from '../../local/resources/test-cloud.ts';

const table = (backups: boolean) => ({
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'likes',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: backups },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    },
  },
});

test('a table that is not there or keeps no backups cannot be restored, and neither can a time before its backups', async () => {
  const cloud = await startTestCloud();
  const { dynamodb } = cloud;
  const tables = openTables(dynamodb);
  const request = { source: 'likes', target: 'likes-new', atMs: Date.now() - 1_000 };
  await expect(checkRestore(tables, request)).rejects.toThrow('is not there, or keeps no backups');
  await cloud.deploy(table(false));
  await expect(checkRestore(tables, request)).rejects.toThrow('is not there, or keeps no backups');
  await cloud.deploy(table(true));
  await expect(checkRestore(tables, request)).rejects.toThrow('likes can be restored to a time from');
});

test('a restored table has the items of its time and the settings of its source, and a second run changes nothing', async () => {
  const cloud = await startTestCloud();
  const { dynamodb } = cloud;
  await cloud.deploy(table(true));
  const Tags = [{ Key: 'app', Value: 'likes-counter' }];
  const arnOf = (name: string) => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`;
  await dynamodb.send(new TagResourceCommand({ ResourceArn: arnOf('likes'), Tags }));
  const put = (id: string) =>
    dynamodb.send(new PutItemCommand({ TableName: 'likes', Item: { id: { S: id } } }));
  await put('before');
  const atMs = Date.now();
  await vi.waitUntil(() => Date.now() > atMs + 1, { interval: 1 });
  await put('after');

  const request = { source: 'likes', target: 'likes-new', atMs };
  const statuses: string[] = [];
  const ports = {
    tables: openTables(dynamodb),
    pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
    onStatus: (_: string, status: string) => void statuses.push(status),
  };
  for (let run = 1; run <= 2; run++) {
    await checkRestore(ports.tables, request);
    await restoreTable(ports, request);
    expect(statuses.at(-1)).toBe('restored');
    const { Items } = await dynamodb.send(new ScanCommand({ TableName: 'likes-new' }));
    expect(Items).toEqual([{ id: { S: 'before' } }]);
  }
  await expect(checkRestore(ports.tables, { ...request, atMs: atMs + 2_000 })).rejects.toThrow(
    'likes-new is there already',
  );

  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'likes-new' }));
  expect(Table).toMatchObject({ TableArn: arnOf('likes-new'), DeletionProtectionEnabled: true });
  const ttl = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: 'likes-new' }));
  expect(ttl.TimeToLiveDescription).toMatchObject({
    TimeToLiveStatus: 'ENABLED',
    AttributeName: 'expiresAt',
  });
  const backups = await dynamodb.send(new DescribeContinuousBackupsCommand({ TableName: 'likes-new' }));
  expect(backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toMatchObject({
    PointInTimeRecoveryStatus: 'ENABLED',
  });
  const tags = await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: arnOf('likes-new') }));
  expect(tags.Tags).toEqual(Tags);
});
