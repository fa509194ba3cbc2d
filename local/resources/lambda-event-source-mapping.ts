// AWS::Lambda::EventSourceMapping: invokes a function with the records of a stream.

import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { makeFileCheckpoints, makeMemoryCheckpoints } from '../event-source-mapping/checkpoints.ts';
import { startKinesisMapping } from '../event-source-mapping/kinesis-mapping.ts';
import { type MappingSettings, readMappingSettings } from '../event-source-mapping/settings.ts';
import type { GivenUp } from '../event-source-mapping/shard-reader.ts';
import { requireValue } from '../template/check-properties.ts';
import { type JsonObject, toText } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { ACCOUNT_ID } from './arn.ts';
import { findFunction } from './find-function.ts';
import type { CloudParts, ResourceType } from './resource-type.ts';

const STREAM_ARN = /^arn:aws:kinesis:[^:]*:[^:]*:stream\/(.+)$/;

export const lambdaEventSourceMapping: ResourceType = {
  rules: {
    actedOn: [
      'BatchSize',
      'BisectBatchOnFunctionError',
      'DestinationConfig',
      'Enabled',
      'EventSourceArn',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'MaximumRecordAgeInSeconds',
      'MaximumRetryAttempts',
      'ParallelizationFactor',
      'StartingPosition',
    ],
    noEffect: { Tags: 'only people and bills read it' },
  },
  create({ address, properties, physicalName, cloud }) {
    requireValue(address, 'Enabled', properties['Enabled'], true);
    const streamArn = toText(properties['EventSourceArn']);
    const streamName = STREAM_ARN.exec(streamArn)?.[1];
    if (streamName === undefined)
      throw new UnsupportedTemplateError(
        address,
        `property EventSourceArn: ${streamArn} is not a Kinesis stream`,
      );
    const target = findFunction(address, 'FunctionName', properties['FunctionName'], cloud.functions);
    const settings = readSettings(address, properties);
    const file = cloud.dataDir && join(cloud.dataDir, 'event-source-mappings', `${physicalName}.json`);
    const mapping = startKinesisMapping({
      streamName,
      streamArn,
      client: cloud.kinesis,
      invoke: (payloadJson) => target.invoke(payloadJson),
      settings,
      checkpoints: file === undefined ? makeMemoryCheckpoints() : makeFileCheckpoints(file),
      onGivenUp: (givenUp) => tellOnFailureDestination(cloud, settings.onFailureArn, streamArn, givenUp),
      log: cloud.log,
    });
    return { ref: physicalName, close: () => mapping.close() };
  },
};

function readSettings(address: ResourceAddress, properties: JsonObject): MappingSettings {
  try {
    return readMappingSettings(properties);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'UnsupportedSettingError') throw error;
    throw new UnsupportedTemplateError(address, error.message);
  }
}

/** Sends metadata only, as Lambda does (source: Lambda guide, on-failure destinations of stream mappings). */
async function tellOnFailureDestination(
  { sqs, sqsUrl, log }: CloudParts,
  queueArn: string | undefined,
  streamArn: string,
  givenUp: GivenUp,
): Promise<void> {
  const { condition, batchSize, shardId, startSequenceNumber, endSequenceNumber } = givenUp;
  log(`event source mapping: ${shardId}: ${batchSize} records are given up: ${condition}`);
  if (queueArn === undefined) return;
  const KinesisBatchInfo = { batchSize, endSequenceNumber, shardId, startSequenceNumber, streamArn };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: `${sqsUrl}/${ACCOUNT_ID}/${queueArn.split(':').at(-1)}`,
      MessageBody: JSON.stringify({ version: '1.0', requestContext: { condition }, KinesisBatchInfo }),
    }),
  );
}
