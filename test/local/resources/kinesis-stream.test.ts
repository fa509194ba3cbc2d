import {
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
  PutRecordCommand,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { expect, test } from 'vitest';
import type { Json } from '../../../local/template/template.ts';
import { makeDataDir, startTestCloud, type TestCloud } from './test-cloud.ts';

const stream = (ShardCount?: number, more: Record<string, Json> = {}) => ({
  Stream: {
    Type: 'AWS::Kinesis::Stream',
    Properties: {
      Name: 'likes',
      ...(ShardCount !== undefined && { ShardCount }),
      RetentionPeriodHours: 168,
      ...more,
    },
  },
});
const openShards = async (cloud: TestCloud) => {
  const summary = await cloud.kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'likes' }));
  return summary.StreamDescriptionSummary?.OpenShardCount;
};

const ON_DEMAND = { StreamModeDetails: { StreamMode: 'ON_DEMAND' } };

test('an on-demand stream with a number of shards is an error that names the property', async () => {
  const cloud = await startTestCloud();
  await expect(cloud.deploy(stream(4, ON_DEMAND))).rejects.toThrow(
    'Test/Stream (AWS::Kinesis::Stream): property ShardCount: an on-demand stream takes none',
  );
});

test('an on-demand stream begins with four shards', async () => {
  const cloud = await startTestCloud();
  await cloud.deploy(stream(undefined, ON_DEMAND));
  expect(await openShards(cloud)).toBe(4);
});

test('the shards are scaled, and what they refuse is counted', async () => {
  const cloud = await startTestCloud(undefined, { scale: 1 / 1_000_000 });
  await cloud.deploy(stream(1));
  const put = () =>
    cloud.kinesis.send(
      new PutRecordsCommand({
        StreamName: 'likes',
        Records: [{ PartitionKey: 'a', Data: Buffer.from('a') }],
      }),
    );
  expect((await put()).FailedRecordCount).toBe(0);
  expect((await put()).Records).toMatchObject([{ ErrorCode: 'ProvisionedThroughputExceededException' }]);
  expect(cloud.limits.readThrottles()).toEqual({ 'kinesis shard': 1 });
  expect(cloud.limits.readLoad()).toMatchObject([
    { component: 'kinesis likes shardId-000000000000', unit: 'records', total: 1, limitPerSecond: 0.001 },
    { component: 'kinesis likes shardId-000000000000', unit: 'bytes', total: 2 },
  ]);
});

test('without limits a shard takes everything', async () => {
  const cloud = await startTestCloud(undefined, { limits: 'off' });
  await cloud.deploy(stream(1));
  const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'a', Data: Buffer.alloc(4_096) }));
  for (let sent = 0; sent < 3; sent++) {
    const { FailedRecordCount } = await cloud.kinesis.send(
      new PutRecordsCommand({ StreamName: 'likes', Records }),
    );
    expect(FailedRecordCount).toBe(0);
  }
});

test('an impossible number of shards is an error that names the stream', async () => {
  const cloud = await startTestCloud();
  await expect(cloud.deploy(stream(0))).rejects.toMatchObject({ name: 'DeploymentError' });
  await expect(cloud.deploy(stream(0))).rejects.toThrow('Test/Stream (AWS::Kinesis::Stream)');
});

test('a stream is active once it is deployed, with the shards and the retention of the template', async () => {
  const cloud = await startTestCloud();
  const Outputs = { Arn: { Value: { 'Fn::GetAtt': ['Stream', 'Arn'] } } };
  const { physicalIds, outputs } = await cloud.deploy(stream(3), { Outputs });
  expect(physicalIds).toEqual({ Stream: 'likes' });
  const { StreamDescriptionSummary } = await cloud.kinesis.send(
    new DescribeStreamSummaryCommand({ StreamName: 'likes' }),
  );
  expect(StreamDescriptionSummary).toMatchObject({
    OpenShardCount: 3,
    RetentionPeriodHours: 168,
    StreamARN: outputs['Arn'],
    StreamStatus: 'ACTIVE',
  });
});

test('a stream that was kept has its records, and is resharded when the template has another number of shards', async () => {
  const dataDir = makeDataDir();
  const first = await startTestCloud(dataDir);
  await first.deploy(stream(2));
  const record = { StreamName: 'likes', PartitionKey: 'ann', Data: Buffer.from('kept') };
  const { ShardId } = await first.kinesis.send(new PutRecordCommand(record));
  await first.close();

  for (const shards of [2, 4, 1]) {
    const again = await startTestCloud(dataDir);
    await again.deploy(stream(shards));
    expect(await openShards(again)).toBe(shards);
    await again.close();
  }

  const last = await startTestCloud(dataDir);
  await last.deploy(stream(1));
  const { Shards = [] } = await last.kinesis.send(new ListShardsCommand({ StreamName: 'likes' }));
  expect(Shards.filter(({ ParentShardId }) => ParentShardId === ShardId)).not.toEqual([]);
  const from = { StreamName: 'likes', ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await last.kinesis.send(new GetShardIteratorCommand(from));
  const { Records = [] } = await last.kinesis.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records.map(({ Data }) => Buffer.from(Data ?? []).toString())).toEqual(['kept']);
});

test('a kept stream gets the retention that the template has now', async () => {
  const dataDir = makeDataDir();
  for (const RetentionPeriodHours of [168, 24, 72]) {
    const cloud = await startTestCloud(dataDir);
    await cloud.deploy(stream(1, { RetentionPeriodHours }));
    const { StreamDescriptionSummary } = await cloud.kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: 'likes' }),
    );
    expect(StreamDescriptionSummary?.RetentionPeriodHours).toBe(RetentionPeriodHours);
    await cloud.close();
  }
});
