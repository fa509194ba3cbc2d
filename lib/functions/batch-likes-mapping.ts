// The event source mapping from the stream to batch-likes. It reads each shard in order and drops nothing: what cannot be counted
// before the stream forgets it goes to a bucket.

import { Validations } from 'aws-cdk-lib';
import { CfnEventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { nameMapping } from './name-mapping.ts';
import type { MappingCapacity } from '../../planner/capacity.ts';

interface BatchLikesMappingProps {
  readonly stream: IStream;
  readonly batchLikes: IFunction;
  readonly settings: MappingCapacity;
  /** Takes the records that are given up. */
  readonly lastResort: Bucket;
  readonly forLocalStack: boolean;
}

export class BatchLikesMapping extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stream, batchLikes, settings, lastResort, forLocalStack }: BatchLikesMappingProps,
  ) {
    super(scope, id);
    // This is the plain resource: the function states its role's permissions itself, and all settings are explicit here.
    const mapping = new CfnEventSourceMapping(this, 'Mapping', {
      eventSourceArn: stream.streamArn,
      functionName: batchLikes.functionName,
      batchSize: settings.batchSize,
      maximumBatchingWindowInSeconds: settings.batchWindowSeconds,
      // LATEST can miss records while the mapping is created or updated. source: Lambda guide, Kinesis mappings
      startingPosition: 'TRIM_HORIZON',
      functionResponseTypes: ['ReportBatchItemFailures'],
      // It retries nearly as long as the stream keeps a record. Malformed ones go to quarantine, so the rest is worth a retry.
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: settings.recordAgeSeconds,
      // Of all destinations only a bucket gets the records themselves. source: Lambda guide, Kinesis on-failure destinations
      destinationConfig: { onFailure: { destination: lastResort.bucketArn } },
      ...(!forLocalStack && beyondLocalStack),
    });
    nameMapping(mapping, 'BatchLikes');
    Validations.of(batchLikes).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'Only its mapping invokes it, and waits for the answer. A DLQ is for asynchronous invocations',
    });
  }
}

/** LocalStack takes these settings and ignores them. It reads a shard with one invocation at a time in any case. */
const beyondLocalStack = {
  // A lane is one ordered reader of a shard. A lane's mark can be the commit point only while one invocation at a time
  // takes the sequence numbers of the shard, in order.
  parallelizationFactor: 1,
  bisectBatchOnFunctionError: true,
};
