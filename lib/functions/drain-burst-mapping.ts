// The event source mapping from the burst queue to drain-burst. The plan bounds how many batches it hands over at a time.

import { Validations } from 'aws-cdk-lib';
import { CfnEventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BurstCapacity } from '../../planner/capacity.ts';
import { nameMapping } from './name-mapping.ts';

interface DrainBurstMappingProps {
  readonly queue: IQueue;
  readonly drainBurst: IFunction;
  readonly capacity: BurstCapacity;
  readonly forLocalStack: boolean;
}

export class DrainBurstMapping extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { queue, drainBurst, capacity, forLocalStack }: DrainBurstMappingProps,
  ) {
    super(scope, id);
    const mapping = new CfnEventSourceMapping(this, 'Mapping', {
      eventSourceArn: queue.queueArn,
      functionName: drainBurst.functionName,
      batchSize: capacity.batchSize,
      maximumBatchingWindowInSeconds: capacity.batchWindowSeconds,
      // Only the messages that the function names come again.
      functionResponseTypes: ['ReportBatchItemFailures'],
      // LocalStack takes this setting and ignores it.
      ...(!forLocalStack && { scalingConfig: { maximumConcurrency: capacity.maximumConcurrency } }),
    });
    nameMapping(mapping, 'DrainBurst');
    Validations.of(mapping).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'A message that fails too often goes to the DLQ of its queue',
    });
    Validations.of(drainBurst).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'Only its mapping invokes it, and waits for the answer. The DLQ is behind the queue',
    });
  }
}
