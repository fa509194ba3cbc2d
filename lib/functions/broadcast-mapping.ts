// The event source mapping from the broadcast queue to broadcast. It waits for nothing, because somebody looks.

import { Validations } from 'aws-cdk-lib';
import { CfnEventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PushCapacity } from '../../planner/capacity.ts';
import { nameMapping } from './name-mapping.ts';

interface BroadcastMappingProps {
  readonly queue: IQueue;
  readonly broadcast: IFunction;
  readonly capacity: PushCapacity;
}

/** Messages of one slot that wait together become one frame for each connection. */
const BATCH_SIZE = 10;

export class BroadcastMapping extends Construct {
  constructor(scope: Construct, id: string, { queue, broadcast, capacity }: BroadcastMappingProps) {
    super(scope, id);
    const mapping = new CfnEventSourceMapping(this, 'Mapping', {
      eventSourceArn: queue.queueArn,
      functionName: broadcast.functionName,
      batchSize: BATCH_SIZE,
      maximumBatchingWindowInSeconds: 0,
      // Only the messages that the function names come again.
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: capacity.maximumConcurrency },
    });
    nameMapping(mapping, 'Broadcast');
    const reason = 'A count that nobody could be told of is read by the page when it connects again';
    Validations.of(mapping).acknowledge({ id: 'Serverless-LambdaEventSourceMappingDestination', reason });
    Validations.of(broadcast).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'Only its mapping invokes it, and waits for the answer',
    });
  }
}
