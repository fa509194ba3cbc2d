// The local cloud as a whole, on very small assemblies.

import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { startLocalCloud } from '../../local/cloud.ts';
import { lockDataDir } from '../../local/data-dir.ts';

let dir: string;
let assemblyDir: string;
let dataDir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cloud-'));
  assemblyDir = join(dir, 'assembly');
  dataDir = join(dir, 'data');
  mkdirSync(assemblyDir);
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Each stack depends on the one before it. */
function writeAssembly(stacks: Record<string, object>): void {
  const names = Object.keys(stacks);
  const artifacts = Object.fromEntries(
    names.map((stackName, index) => {
      const properties = { templateFile: `${stackName}.json`, stackName };
      return [
        stackName,
        { type: 'aws:cloudformation:stack', dependencies: names.slice(0, index), properties },
      ];
    }),
  );
  writeFileSync(join(assemblyDir, 'manifest.json'), JSON.stringify({ artifacts }));
  for (const [name, template] of Object.entries(stacks))
    writeFileSync(join(assemblyDir, `${name}.json`), JSON.stringify(template));
}

const queue = (QueueName: unknown) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } });
const DATA = {
  Resources: { Queue: queue('one') },
  Outputs: { Name: { Value: { 'Fn::GetAtt': ['Queue', 'QueueName'] }, Export: { Name: 'Data:Queue' } } },
};
const SERVICE = {
  Resources: { Other: queue({ 'Fn::Join': ['', [{ 'Fn::ImportValue': 'Data:Queue' }, '-more']] }) },
  Outputs: { Url: { Value: { Ref: 'Other' } } },
};

/** Returns true if no cloud holds the directory, and throws otherwise. */
const isFree = () => {
  lockDataDir(dataDir)();
  return true;
};

test('a template that cannot run is an error before the data directory is touched', async () => {
  writeAssembly({ Data: DATA, Service: { Resources: { Network: { Type: 'AWS::EC2::VPC' } } } });
  await expect(startLocalCloud({ assemblyDir, dataDir })).rejects.toThrow('Service/Network (AWS::EC2::VPC)');
  expect(existsSync(dataDir)).toBe(false);
});

test.each<[string, object]>([
  ['a resource that cannot be made', { Resources: { Queue: queue({ Ref: 'Nobody' }) } }],
  ['an output that refers to nothing', { Outputs: { Url: { Value: { Ref: 'Nobody' } } } }],
])('when %s stops the start, everything that was started is closed again', async (_, template) => {
  writeAssembly({ Data: DATA, Service: template });
  await expect(startLocalCloud({ assemblyDir, dataDir })).rejects.toMatchObject({ name: 'DeploymentError' });
  expect(isFree()).toBe(true);
  writeAssembly({ Data: DATA });
  const cloud = await startLocalCloud({ assemblyDir, dataDir });
  await cloud.close();
});

test('a port that is taken is an error that names it, and everything that was started is closed again', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  writeAssembly({ Data: DATA });
  await expect(startLocalCloud({ assemblyDir, dataDir, port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
    port,
  });
  expect(isFree()).toBe(true);
});

test('stacks are deployed one after the other, and a stack gets the exports of those before it', async () => {
  writeAssembly({ Data: DATA, Service: SERVICE });
  const lines: string[] = [];
  const cloud = await startLocalCloud({ assemblyDir, log: (line) => lines.push(line) });
  onTestFinished(() => cloud.close());
  expect(cloud.outputs).toEqual({ Name: 'one', Url: `${cloud.endpoints.sqs}/000000000000/one-more` });
  expect(cloud.physicalIds['Other']).toBe(cloud.outputs['Url']);
  expect(lines).toEqual([
    'servers: DynamoDB, Kinesis, SQS, S3, Secrets Manager, Lambda',
    'stack Data: 1 resources',
    'stack Service: 1 resources',
    expect.stringMatching(/^credentials of the servers: \/.+\/credentials$/),
  ]);
  for (const url of [cloud.url, ...Object.values(cloud.endpoints)])
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('a cloud that is closed, even twice, answers nowhere any more and gives its directory back', async () => {
  writeAssembly({ Data: DATA });
  const cloud = await startLocalCloud({ assemblyDir, dataDir });
  expect(isFree).toThrow('is in use by process');
  await Promise.all([cloud.close(), cloud.close()]);
  for (const url of [cloud.url, ...Object.values(cloud.endpoints)])
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  expect(isFree()).toBe(true);
});

test('a cloud counts what its limits throttle, and tells the load beside the limit', async () => {
  const Table = {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'likes',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
  };
  writeAssembly({ Data: { Resources: { Table } } });
  await expect(startLocalCloud({ assemblyDir, scale: 0 })).rejects.toThrow(RangeError);
  const cloud = await startLocalCloud({ assemblyDir, scale: 1 / 1_000_000 });
  onTestFinished(() => cloud.close());
  expect(cloud.readThrottles()).toEqual({});
  const client = new DynamoDBClient({
    endpoint: cloud.endpoints.dynamodb,
    region: 'us-east-1',
    credentials: cloud.credentials,
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  const put = () => client.send(new PutItemCommand({ TableName: 'likes', Item: { id: { S: 'a' } } }));
  await put();
  await expect(put()).rejects.toMatchObject({ name: 'ThrottlingException' });
  await vi.waitFor(() => expect(cloud.readThrottles()).toEqual({ 'dynamodb likes key': 1 }));
  expect(cloud.readLoad()).toContainEqual(
    expect.objectContaining({ component: 'dynamodb likes table', unit: 'write units', total: 1 }),
  );
});
