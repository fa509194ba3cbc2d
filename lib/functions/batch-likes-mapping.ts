// The event source mapping from the stream to batch-likes: one ordered reader per shard, which drops nothing.

import { Validations } from 'aws-cdk-lib';
import { CfnEventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import { Construct } from 'constructs';
import type { Scenario } from '../../scenarios/scenario.ts';

interface BatchLikesMappingProps {
  readonly stream: IStream;
  readonly batchLikes: IFunction;
  readonly settings: Scenario['eventSourceMapping'];
  readonly forLocalStack: boolean;
}

export class BatchLikesMapping extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stream, batchLikes, settings, forLocalStack }: BatchLikesMappingProps,
  ) {
    super(scope, id);
    // The plain resource: the role's permissions are stated with the function, and all settings are explicit here.
    const mapping = new CfnEventSourceMapping(this, 'Mapping', {
      eventSourceArn: stream.streamArn,
      functionName: batchLikes.functionName,
      batchSize: settings.batchSize,
      maximumBatchingWindowInSeconds: settings.batchWindowSeconds,
      // LATEST can miss records while the mapping is created or updated. source: Lambda guide, Kinesis mappings
      startingPosition: 'TRIM_HORIZON',
      functionResponseTypes: ['ReportBatchItemFailures'],
      // Without limit within the stream's retention: malformed records go to quarantine, so what fails is worth retrying.
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: -1,
      ...(!forLocalStack && beyondLocalStack),
    });
    Validations.of(mapping).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'Gives up no record: retries without limit, and the function sets malformed ones aside itself',
    });
    Validations.of(batchLikes).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason:
        'Invoked by its mapping only, which waits for the answer: a DLQ is for asynchronous invocations',
    });
  }
}

/** What LocalStack takes and does not do. It reads a shard with one invocation at a time in any case. */
const beyondLocalStack = {
  // A lane is one ordered reader of a shard: a post's mark per lane is the commit point only while one invocation
  // at a time takes the sequence numbers of the shard, in order.
  parallelizationFactor: 1,
  bisectBatchOnFunctionError: true,
};
