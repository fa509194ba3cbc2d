// AWS::Lambda::EventSourceMapping: invokes a function with the records of a stream, or with the messages of a queue.

import { toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { createQueueMapping } from './queue-mapping.ts';
import type { CreatedResource, ResourceRequest, ResourceType } from './resource-type.ts';
import { createStreamMapping } from './stream-mapping.ts';

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
      'ScalingConfig.MaximumConcurrency',
      'StartingPosition',
    ],
    noEffect: { Tags: 'only people and bills read it' },
  },
  async create(request) {
    try {
      return await createMapping(request);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'UnsupportedSettingError') throw error;
      throw new UnsupportedTemplateError(request.address, error.message);
    }
  },
};

async function createMapping(request: ResourceRequest): Promise<CreatedResource> {
  const sourceArn = toText(request.properties['EventSourceArn']);
  if (/^arn:aws:kinesis:[^:]*:[^:]*:stream\/.+$/.test(sourceArn))
    return createStreamMapping(request, sourceArn);
  if (/^arn:aws:sqs:[^:]*:[^:]*:[^:]+$/.test(sourceArn)) return createQueueMapping(request, sourceArn);
  throw new UnsupportedTemplateError(
    request.address,
    `property EventSourceArn: ${sourceArn} is neither a Kinesis stream nor an SQS queue`,
  );
}
