// An event source mapping from a Kinesis stream, as a template describes it.

import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { makeIteratorAge } from '../cloudwatch/function-metrics.ts';
import { makeFileCheckpoints, makeMemoryCheckpoints } from '../event-source-mapping/checkpoints.ts';
import { type KinesisMappingOptions, startKinesisMapping } from '../event-source-mapping/kinesis-mapping.ts';
import { readKinesisSettings } from '../event-source-mapping/kinesis-settings.ts';
import { makeSwitchableMapping } from '../event-source-mapping/switchable-mapping.ts';
import type { GivenUp } from '../event-source-mapping/shard-reader.ts';
import { ACCOUNT_ID } from './arn.ts';
import { findFunction, readFunctionName } from './find-function.ts';
import type { CloudParts, CreatedResource, ResourceRequest } from './resource-type.ts';

export function createStreamMapping(
  { address, properties, physicalName, cloud }: ResourceRequest,
  streamArn: string,
): CreatedResource {
  const target = findFunction(address, 'FunctionName', properties['FunctionName'], cloud.functions);
  const settings = readKinesisSettings(properties);
  const functionName = readFunctionName(properties['FunctionName']);
  const file = cloud.dataDir && join(cloud.dataDir, 'event-source-mappings', `${physicalName}.json`);
  const options: KinesisMappingOptions = {
    streamName: streamArn.split('/').at(-1) ?? '',
    streamArn,
    client: cloud.kinesis,
    invoke: (payloadJson) => target.invoke(payloadJson),
    settings,
    checkpoints: file === undefined ? makeMemoryCheckpoints() : makeFileCheckpoints(file),
    onInvoke: makeIteratorAge(cloud.cloudwatch.store, functionName),
    onGivenUp: (givenUp) => tellOnFailureDestination(cloud, settings.onFailureArn, streamArn, givenUp),
    log: cloud.log,
  };
  const mapping = makeSwitchableMapping(functionName, () => startKinesisMapping(options));
  cloud.mappings.set(physicalName, mapping);
  return { ref: physicalName, close: () => mapping.switchOff() };
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
