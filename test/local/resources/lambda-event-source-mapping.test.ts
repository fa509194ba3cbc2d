// From a record in a stream to the invocation of a function, as a template connects them.

import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, test, vi } from 'vitest';
import type { Json } from '../../../local/template/template.ts';
import { functionResource, makeBundle, ROLE } from './functions.ts';
import { makeDataDir, startTestCloud, type TestCloud } from './test-cloud.ts';

const HANDLER = `
const dataOf = ({ Records }) => Records.map(({ kinesis }) => Buffer.from(kinesis.data, 'base64').toString());
export const handler = async (event) => console.log('got ' + dataOf(event));
export const fails = async (event) => { console.log('got ' + dataOf(event)); throw new Error('always'); };
`;
const TYPE = 'AWS::Lambda::EventSourceMapping';
const WAIT = { timeout: 15_000, interval: 20 };

function deploy(cloud: TestCloud, properties: Record<string, Json> = {}, Handler = 'index.handler') {
  const Properties = {
    EventSourceArn: { 'Fn::GetAtt': ['Stream', 'Arn'] },
    FunctionName: { Ref: 'Function' },
    StartingPosition: 'TRIM_HORIZON',
    ...properties,
  };
  return cloud.deploy(
    {
      Mapping: { Type: TYPE, Properties },
      Stream: { Type: 'AWS::Kinesis::Stream', Properties: { Name: 'likes', ShardCount: 1 } },
      Function: functionResource({ FunctionName: 'batch', Handler }),
      Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
      Kept: { Type: 'AWS::S3::Bucket', Properties: {} },
      Role: ROLE,
    },
    { assetDirs: makeBundle(HANDLER) },
  );
}

const put = ({ kinesis }: TestCloud, text: string) =>
  kinesis.send(new PutRecordCommand({ StreamName: 'likes', PartitionKey: 'a', Data: Buffer.from(text) }));
const seen = ({ lines }: TestCloud) => lines.flatMap((line) => /got (\S+)/.exec(line)?.[1]?.split(',') ?? []);

describe('a mapping that the local cloud does not support is an error that names the property', () => {
  test.each<[Record<string, Json>, string]>([
    [{ StartingPosition: 'AT_TIMESTAMP' }, 'property StartingPosition'],
    [{ ParallelizationFactor: 2 }, 'property ParallelizationFactor'],
    [{ BatchSize: 0 }, 'property BatchSize'],
    [{ TumblingWindowInSeconds: 10 }, 'property TumblingWindowInSeconds'],
    [{ FilterCriteria: { Filters: [] } }, 'property FilterCriteria.Filters'],
    [
      { EventSourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/s' },
      'property EventSourceArn',
    ],
    [{ FunctionName: 'none' }, 'property FunctionName: there is no function none'],
    [
      { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:us-east-1:1:x' } } },
      'property DestinationConfig',
    ],
  ])('%j', async (properties, message) => {
    const cloud = await startTestCloud();
    const deploying = deploy(cloud, properties);
    await expect(deploying).rejects.toMatchObject({ name: 'UnsupportedTemplateError' });
    await expect(deploying).rejects.toThrow(`Test/Mapping (${TYPE}): ${message}`);
  });
});

test('the on-failure destination gets metadata of records that are given up, and the records after them are read', async () => {
  const cloud = await startTestCloud();
  const Destination = { 'Fn::GetAtt': ['Dead', 'Arn'] };
  const giveUp = { MaximumRetryAttempts: 1, BatchSize: 1, DestinationConfig: { OnFailure: { Destination } } };
  const { physicalIds } = await deploy(cloud, giveUp, 'index.fails');
  const { SequenceNumber } = await put(cloud, 'one');
  await put(cloud, 'two');
  await vi.waitFor(() => expect(seen(cloud)).toEqual(['one', 'one', 'two', 'two']), WAIT);
  const receive = new ReceiveMessageCommand({ QueueUrl: physicalIds['Dead'], WaitTimeSeconds: 10 });
  const { Messages } = await cloud.sqs.send(receive);
  expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted' },
    KinesisBatchInfo: {
      batchSize: 1,
      shardId: 'shardId-000000000000',
      startSequenceNumber: SequenceNumber,
      endSequenceNumber: SequenceNumber,
      streamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/likes',
    },
  });
});

test('a bucket as the on-failure destination gets the records that are given up, and keeps them over a restart', async () => {
  const dataDir = makeDataDir();
  const cloud = await startTestCloud(dataDir);
  const Destination = { 'Fn::GetAtt': ['Kept', 'Arn'] };
  const giveUp = { MaximumRetryAttempts: 0, BatchSize: 1, DestinationConfig: { OnFailure: { Destination } } };
  const { physicalIds } = await deploy(cloud, giveUp, 'index.fails');
  const { SequenceNumber } = await put(cloud, 'one');
  const Bucket = physicalIds['Kept'];
  const keys = async ({ s3 }: TestCloud) =>
    ((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key }) => Key);
  await vi.waitFor(async () => expect(await keys(cloud)).toHaveLength(1), WAIT);
  await cloud.close();

  const again = await startTestCloud(dataDir);
  const [Key = ''] = await keys(again);
  expect(Key).toMatch(
    new RegExp(
      `^aws/lambda/${physicalIds['Mapping']}/shardId-000000000000/\\d{4}/\\d\\d/\\d\\d/[\\dT.-]{19}-[0-9a-f-]{36}$`,
    ),
  );
  const { Body } = await again.s3.send(new GetObjectCommand({ Bucket, Key }));
  const { payload, ...metadata } = JSON.parse((await Body?.transformToString()) ?? '') as { payload: string };
  expect(metadata).toMatchObject({
    requestContext: {
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:batch',
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 1,
    },
    KinesisBatchInfo: {
      batchSize: 1,
      startSequenceNumber: SequenceNumber,
      endSequenceNumber: SequenceNumber,
    },
  });
  expect(JSON.parse(payload)).toMatchObject({
    Records: [{ kinesis: { sequenceNumber: SequenceNumber, partitionKey: 'a', data: btoa('one') } }],
  });
});

test('a mapping on kept data goes on where it stopped, and reads records that came in the meantime', async () => {
  const dataDir = makeDataDir();
  const first = await startTestCloud(dataDir);
  await deploy(first);
  await put(first, 'before');
  await vi.waitFor(() => expect(seen(first)).toEqual(['before']), WAIT);
  await first.close();

  const away = await startTestCloud(dataDir);
  await put(away, 'meanwhile');
  await away.close();

  const second = await startTestCloud(dataDir);
  await deploy(second);
  await put(second, 'after');
  await vi.waitFor(() => expect(seen(second)).toEqual(['meanwhile', 'after']), WAIT);
});

test('a mapping that is paused invokes nothing, and once resumed it goes on where it was', async () => {
  const cloud = await startTestCloud();
  const { physicalIds } = await deploy(cloud);
  const uuid = physicalIds['Mapping'] ?? '';
  await put(cloud, 'one');
  await vi.waitFor(() => expect(seen(cloud)).toEqual(['one']), WAIT);
  cloud.mappings.setEnabled(uuid, false);
  await vi.waitFor(() => expect(cloud.mappings.find(uuid)?.state).toBe('Disabled'), WAIT);
  await put(cloud, 'two');
  cloud.mappings.setEnabled(uuid, true);
  await vi.waitFor(() => expect(seen(cloud)).toEqual(['one', 'two']), WAIT);
});

test('a mapping that the template disables invokes nothing until it is resumed', async () => {
  const cloud = await startTestCloud();
  const { physicalIds } = await deploy(cloud, { Enabled: false });
  await put(cloud, 'one');
  expect(cloud.mappings.list()).toMatchObject([{ uuid: physicalIds['Mapping'], state: 'Disabled' }]);
  cloud.mappings.setEnabled(physicalIds['Mapping'] ?? '', true);
  await vi.waitFor(() => expect(seen(cloud)).toEqual(['one']), WAIT);
});
