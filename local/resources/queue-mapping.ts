// An event source mapping from an SQS queue, as a template describes it.

import { GetQueueAttributesCommand, QueueDoesNotExist, type SQSClient } from '@aws-sdk/client-sqs';
import { type SqsMappingOptions, startSqsMapping } from '../event-source-mapping/sqs-mapping.ts';
import { makeSqsMessages } from '../event-source-mapping/sqs-messages.ts';
import { readSqsSettings } from '../event-source-mapping/sqs-settings.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { ACCOUNT_ID, makeArn } from './arn.ts';
import { findFunction } from './find-function.ts';
import type { CreatedResource, ResourceRequest } from './resource-type.ts';

export async function createQueueMapping(
  { address, properties, physicalName, cloud }: ResourceRequest,
  queueArn: string,
): Promise<CreatedResource> {
  const target = findFunction(address, 'FunctionName', properties['FunctionName'], cloud.functions);
  const settings = readSqsSettings(properties);
  const queueUrl = `${cloud.sqsUrl}/${ACCOUNT_ID}/${queueArn.split(':').at(-1)}`;
  const visibilityTimeoutSeconds = await readVisibilityTimeout(cloud.sqs, queueUrl);
  if (visibilityTimeoutSeconds === undefined)
    throw new UnsupportedTemplateError(
      address,
      `property EventSourceArn: there is no queue ${queueArn} in the local cloud`,
    );
  // Lambda refuses this too, because the messages would come again during an invocation. source: Lambda guide, configuring an
  // SQS event source mapping
  const timeoutSeconds = target.timeoutMs / 1_000;
  if (visibilityTimeoutSeconds < timeoutSeconds)
    throw new UnsupportedTemplateError(
      address,
      `property EventSourceArn: the queue's VisibilityTimeout of ${visibilityTimeoutSeconds} s is less than the function's Timeout of ${timeoutSeconds} s`,
    );
  const options: SqsMappingOptions = {
    queueArn,
    messages: makeSqsMessages(cloud.sqs, queueUrl, queueArn),
    visibilityTimeoutSeconds,
    invoke: (payloadJson) => target.invoke(payloadJson),
    settings,
    machineConcurrency: cloud.concurrency,
    log: cloud.log,
  };
  const mapping = cloud.mappings.add({
    uuid: physicalName,
    sourceArn: queueArn,
    functionArn: makeArn('lambda', `function:${target.name}`),
    batchSize: settings.batchSize,
    enabled: settings.enabled,
    start: () => startSqsMapping(options),
  });
  return { ref: physicalName, close: () => mapping.close() };
}

/** Returns undefined when there is no such queue. */
async function readVisibilityTimeout(sqs: SQSClient, QueueUrl: string): Promise<number | undefined> {
  try {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] });
    const { Attributes } = await sqs.send(command);
    return Number(Attributes?.VisibilityTimeout);
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
}
