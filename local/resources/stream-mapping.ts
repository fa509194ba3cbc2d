// An event source mapping from a Kinesis stream, as a template describes it.

import { join } from 'node:path';
import { makeIteratorAge } from '../cloudwatch/function-metrics.ts';
import { makeFileCheckpoints, makeMemoryCheckpoints } from '../event-source-mapping/checkpoints.ts';
import { type KinesisMappingOptions, startKinesisMapping } from '../event-source-mapping/kinesis-mapping.ts';
import { readKinesisSettings } from '../event-source-mapping/kinesis-settings.ts';
import { makeArn } from './arn.ts';
import { findFunction } from './find-function.ts';
import { tellOnFailureDestination } from './on-failure-destination.ts';
import type { CreatedResource, ResourceRequest } from './resource-type.ts';

export function createStreamMapping(
  { address, properties, physicalName, cloud }: ResourceRequest,
  streamArn: string,
): CreatedResource {
  const target = findFunction(address, 'FunctionName', properties['FunctionName'], cloud.functions);
  const settings = readKinesisSettings(properties);
  const file = cloud.dataDir && join(cloud.dataDir, 'event-source-mappings', `${physicalName}.json`);
  const functionArn = makeArn('lambda', `function:${target.name}`);
  const destination = { arn: settings.onFailureArn, mappingId: physicalName, functionArn, streamArn };
  const options: KinesisMappingOptions = {
    streamName: streamArn.split('/').at(-1) ?? '',
    streamArn,
    client: cloud.kinesis,
    invoke: (payloadJson) => target.invoke(payloadJson),
    settings,
    checkpoints: file === undefined ? makeMemoryCheckpoints() : makeFileCheckpoints(file),
    onInvoke: makeIteratorAge(cloud.cloudwatch.store, target.name),
    onGivenUp: (givenUp) => tellOnFailureDestination(cloud, destination, givenUp),
    now: cloud.now,
    log: cloud.log,
  };
  const mapping = cloud.mappings.add({
    uuid: physicalName,
    sourceArn: streamArn,
    functionArn,
    batchSize: settings.batchSize,
    maxRecordAgeSeconds: settings.maxRecordAgeSeconds,
    enabled: settings.enabled,
    start: () => startKinesisMapping(options),
  });
  return { ref: physicalName, close: () => mapping.close() };
}
