// AWS::Kinesis::Stream: a stream that was kept on disk gets the template's number of shards and retention.

import { setTimeout } from 'node:timers/promises';
import {
  CreateStreamCommand,
  DecreaseStreamRetentionPeriodCommand,
  DescribeStreamSummaryCommand,
  IncreaseStreamRetentionPeriodCommand,
  type KinesisClient,
  ResourceInUseException,
  UpdateShardCountCommand,
} from '@aws-sdk/client-kinesis';
import { isObject } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { makeArn } from './arn.ts';
import type { ResourceType } from './resource-type.ts';

const POLL_MS = 20;

/** A new on-demand stream takes 4 MB and 4,000 records a second. source: Kinesis developer guide, on-demand mode */
const ON_DEMAND_SHARDS = 4;

export const kinesisStream: ResourceType = {
  rules: {
    actedOn: ['Name', 'RetentionPeriodHours', 'ShardCount', 'StreamModeDetails.StreamMode'],
    noEffect: {
      StreamEncryption: 'nothing is encrypted at rest on this machine',
      Tags: 'only people and bills read it',
    },
  },
  async create({ address, properties, physicalName, cloud: { kinesis } }) {
    const { StreamModeDetails: details } = properties;
    const mode = isObject(details) ? details['StreamMode'] : undefined;
    const onDemand = mode === 'ON_DEMAND';
    if (onDemand && properties['ShardCount'] !== undefined)
      throw new UnsupportedTemplateError(address, 'property ShardCount: an on-demand stream takes none');
    const StreamName = (properties['Name'] as string | undefined) ?? physicalName;
    const shards = onDemand ? ON_DEMAND_SHARDS : Number(properties['ShardCount'] ?? 1);
    await createStream(kinesis, StreamName, shards);
    await setRetention(kinesis, StreamName, Number(properties['RetentionPeriodHours'] ?? 24));
    return { ref: StreamName, attributes: { Arn: makeArn('kinesis', `stream/${StreamName}`) } };
  },
};

async function createStream(kinesis: KinesisClient, StreamName: string, shards: number) {
  try {
    await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: shards }));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  for (;;) {
    const { OpenShardCount = shards } = await waitUntilActive(kinesis, StreamName);
    if (OpenShardCount === shards) return;
    // One step halves or doubles at most. source: Kinesis API reference, UpdateShardCount
    const TargetShardCount = Math.min(Math.max(shards, Math.ceil(OpenShardCount / 2)), OpenShardCount * 2);
    await kinesis.send(
      new UpdateShardCountCommand({ StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' }),
    );
  }
}

async function setRetention(kinesis: KinesisClient, StreamName: string, RetentionPeriodHours: number) {
  const { RetentionPeriodHours: current = 0 } = await waitUntilActive(kinesis, StreamName);
  const change = { StreamName, RetentionPeriodHours };
  if (RetentionPeriodHours > current) await kinesis.send(new IncreaseStreamRetentionPeriodCommand(change));
  if (RetentionPeriodHours < current) await kinesis.send(new DecreaseStreamRetentionPeriodCommand(change));
}

async function waitUntilActive(kinesis: KinesisClient, StreamName: string) {
  for (;;) {
    const { StreamDescriptionSummary } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
    if (StreamDescriptionSummary?.StreamStatus === 'ACTIVE') return StreamDescriptionSummary;
    await setTimeout(POLL_MS);
  }
}
