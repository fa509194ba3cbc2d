// What the servers, the functions and the mappings of the local cloud publish, as the services of AWS do.

import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { CloudWatch } from '../../../local/cloudwatch/cloudwatch.ts';
import { makeAccountMetrics } from '../../../local/cloudwatch/function-metrics.ts';
import type { Dimensions } from '../../../local/cloudwatch/metric.ts';
import { functionResource, makeBundle, ROLE } from '../resources/functions.ts';
import { startTestCloud, type TestCloud } from '../resources/test-cloud.ts';

/** Keeps some metrics of a cloud, and reads those of the current minute and the one before. */
function keep(
  { cloudwatch: { store } }: TestCloud,
  namespace: string,
  dimensions: Dimensions,
  names: string[],
) {
  for (const name of names) store.keep({ namespace, name, dimensions }, 10);
  return (statistic: string, name: string) => {
    const range = { lastMinute: store.minuteOf(Date.now()), periodMinutes: 2, periods: 1 };
    return store.read({ namespace, name, dimensions }, statistic, range)[0];
  };
}

const endMinute = ({ cloudwatch }: TestCloud) => cloudwatch.endMinute(cloudwatch.store.minuteOf(Date.now()));

test('a queue tells how many messages wait and how long, once somebody has used it', async () => {
  const cloud = await startTestCloud();
  const { physicalIds } = await cloud.deploy({
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'burst' } },
  });
  const read = keep(cloud, 'AWS/SQS', { QueueName: 'burst' }, [
    'ApproximateNumberOfMessagesVisible',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateAgeOfOldestMessage',
  ]);
  endMinute(cloud);
  expect(read('Maximum', 'ApproximateNumberOfMessagesVisible')).toBeUndefined();
  const QueueUrl = physicalIds['Queue'];
  for (const MessageBody of ['1', '2', '3'])
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 }));
  vi.spyOn(cloud.cloudwatch.store, 'scaleAge').mockImplementation((ms) => ms + 90_000);
  endMinute(cloud);
  expect(read('Maximum', 'ApproximateNumberOfMessagesVisible')).toBe(2);
  expect(read('Maximum', 'ApproximateNumberOfMessagesNotVisible')).toBe(1);
  expect(read('Maximum', 'ApproximateAgeOfOldestMessage')).toBeGreaterThanOrEqual(90);
});

/** After one write a key takes no other for 1,000 s. */
const ONE_WRITE = 0.000_001;
const PLENTY = { ReadCapacityUnits: 1_000_000_000, WriteCapacityUnits: 1_000_000_000 };

test('a table tells what was consumed and how often it throttled', async () => {
  const cloud = await startTestCloud(undefined, { scale: ONE_WRITE });
  const TableName = 'likes';
  await cloud.deploy({
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        ProvisionedThroughput: PLENTY,
      },
    },
  });
  const names = ['ConsumedWriteCapacityUnits', 'WriteThrottleEvents', 'ReadThrottleEvents'];
  const read = keep(cloud, 'AWS/DynamoDB', { TableName }, names);
  const client = new DynamoDBClient({
    endpoint: cloud.functionEnvironment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
    region: 'us-east-1',
    credentials: cloud.credentials,
    // A throttle is seen, and not repeated.
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  const put = () => client.send(new PutItemCommand({ TableName, Item: { id: { S: 'hot' } } }));
  await put();
  await expect(put()).rejects.toThrow('throughput');
  await vi.waitFor(() => {
    endMinute(cloud);
    expect(read('Sum', 'WriteThrottleEvents')).toBe(1);
  });
  expect(read('Sum', 'ConsumedWriteCapacityUnits')).toBe(1);
  expect(read('Sum', 'ReadThrottleEvents')).toBeUndefined();
});

const HANDLER = `export const handler = async (event) => {
  if (event.fail) throw new Error('asked to');
  console.log(JSON.stringify({
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [
      { Namespace: 'Shop', Dimensions: [['service']], Metrics: [{ Name: 'Sold' }] }] },
    service: 'till', Sold: 3,
  }));
}`;

test('a function tells its invocations, errors and throttles, and what it prints as metrics', async () => {
  const cloud = await startTestCloud();
  const FunctionName = 'till';
  const properties = { FunctionName, ReservedConcurrentExecutions: 1 };
  await cloud.deploy({ Role: ROLE, Till: functionResource(properties) }, { assetDirs: makeBundle(HANDLER) });
  const own = keep(cloud, 'AWS/Lambda', { FunctionName }, ['Invocations', 'Errors', 'Throttles', 'Duration']);
  const account = keep(cloud, 'AWS/Lambda', {}, ['ConcurrentExecutions']);
  const printed = keep(cloud, 'Shop', { service: 'till' }, ['Sold']);
  const till = cloud.functions.get(FunctionName);
  const [first, second] = [till?.invoke('{}'), till?.invoke('{}')];
  expect(await second).toEqual({ status: 'throttled' });
  expect(await first).toMatchObject({ status: 'ok' });
  expect(await till?.invoke('{"fail":true}')).toMatchObject({ status: 'function-error' });
  expect(own('Sum', 'Invocations')).toBe(2);
  expect(own('Sum', 'Errors')).toBe(1);
  expect(own('Sum', 'Throttles')).toBe(1);
  expect(own('Maximum', 'Duration')).toBeGreaterThan(0);
  expect(account('Maximum', 'ConcurrentExecutions')).toBe(1);
  expect(cloud.cloudwatch.executions.running).toBe(0);
  await vi.waitFor(() => expect(printed('Sum', 'Sold')).toBe(3));
});

test('what other functions of the account run is told each minute, also when none of ours runs', () => {
  const cloudwatch = new CloudWatch({ now: () => 120_000 });
  const { store, executions } = cloudwatch;
  cloudwatch.addSource(makeAccountMetrics(store, executions));
  const metric = { namespace: 'AWS/Lambda', name: 'ConcurrentExecutions', dimensions: {} };
  store.keep(metric, 10);
  const read = (lastMinute: number) =>
    store.read(metric, 'Maximum', { lastMinute, periodMinutes: 1, periods: 1 })[0];
  cloudwatch.endMinute(1);
  expect(read(1)).toBeUndefined();
  executions.others = 900;
  cloudwatch.endMinute(2);
  expect(read(2)).toBe(900);
});

test('a stream tells what it has taken, and its mapping how long records have waited', async () => {
  const cloud = await startTestCloud();
  const FunctionName = 'reader';
  const stream = keep(cloud, 'AWS/Kinesis', { StreamName: 'events' }, [
    'IncomingRecords',
    'WriteProvisionedThroughputExceeded',
  ]);
  const reader = keep(cloud, 'AWS/Lambda', { FunctionName }, ['IteratorAge']);
  vi.spyOn(cloud.cloudwatch.store, 'scaleAge').mockImplementation((ms) => ms + 60_000);
  await cloud.deploy(
    {
      Role: ROLE,
      Reader: functionResource({ FunctionName }),
      Stream: { Type: 'AWS::Kinesis::Stream', Properties: { Name: 'events', ShardCount: 1 } },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          FunctionName: { Ref: 'Reader' },
          EventSourceArn: { 'Fn::GetAtt': ['Stream', 'Arn'] },
          StartingPosition: 'TRIM_HORIZON',
        },
      },
    },
    { assetDirs: makeBundle('export const handler = async () => ({});') },
  );
  endMinute(cloud);
  expect(stream('Sum', 'IncomingRecords')).toBeUndefined();
  await cloud.kinesis.send(
    new PutRecordCommand({ StreamName: 'events', PartitionKey: 'a', Data: new Uint8Array(3) }),
  );
  endMinute(cloud);
  expect(stream('Sum', 'IncomingRecords')).toBe(1);
  expect(stream('Sum', 'WriteProvisionedThroughputExceeded')).toBe(0);
  await vi.waitFor(() => expect(reader('Maximum', 'IteratorAge')).toBeGreaterThanOrEqual(60_000), 5_000);
});
