import {
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
  PutRecordCommand,
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

test('an on-demand stream is an error that names the property', async () => {
  const cloud = await startTestCloud();
  const onDemand = stream(undefined, { StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
  await expect(cloud.deploy(onDemand)).rejects.toThrow(
    'Test/Stream (AWS::Kinesis::Stream): property StreamModeDetails.StreamMode: "ON_DEMAND" is not supported',
  );
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
