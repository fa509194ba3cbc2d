// The event source mapping from the stream of count updates to roll-up. It reads each shard in order.

import { Validations } from 'aws-cdk-lib';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import { CfnEventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RollUpCapacity } from '../../planner/capacity.ts';
import { nameMapping } from './name-mapping.ts';

interface RollUpMappingProps {
  readonly stream: IStream;
  readonly rollUp: IFunction;
  readonly settings: RollUpCapacity['mapping'];
  readonly forLocalStack: boolean;
}

export class RollUpMapping extends Construct {
  constructor(scope: Construct, id: string, { stream, rollUp, settings, forLocalStack }: RollUpMappingProps) {
    super(scope, id);
    const mapping = new CfnEventSourceMapping(this, 'Mapping', {
      eventSourceArn: stream.streamArn,
      functionName: rollUp.functionName,
      batchSize: settings.batchSize,
      maximumBatchingWindowInSeconds: settings.batchWindowSeconds,
      // LATEST can miss records while the mapping is made or updated, and then the last change of a post might reach nobody. An old
      // update does no harm, because nothing that roll-up does goes back. source: Lambda guide, Kinesis mappings
      startingPosition: 'TRIM_HORIZON',
      functionResponseTypes: ['ReportBatchItemFailures'],
      // What fails is the store or the queue, and neither is the fault of a record. Malformed records are skipped. A last resort would
      // keep nothing worth keeping: an update only says that a count has changed, and the counter says what it is.
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: -1,
      ...(!forLocalStack && beyondLocalStack),
    });
    nameMapping(mapping, 'RollUp');
    Validations.of(mapping).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'It gives up no record: it retries without limit, and the function skips malformed records',
    });
    Validations.of(rollUp).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'Only its mapping invokes it, and waits for the answer. A DLQ is for asynchronous invocations',
    });
  }
}

/** LocalStack takes these settings and ignores them. It reads a shard with one invocation at a time in any case. */
const beyondLocalStack = {
  // The updates of a post meet in one invocation, so the newest is told, and one environment remembers what was told.
  parallelizationFactor: 1,
  bisectBatchOnFunctionError: true,
};
