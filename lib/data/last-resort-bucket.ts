// The bucket that takes the records of the stream which could not be counted before the stream would forget them. It holds accepted
// likes, so it outlives its stack, as the ledger does.

import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** People have as long to bring back what a redrive has deleted. */
const DELETED_FOR = Duration.days(30);

export class LastResortBucket extends Bucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      // What is there stays until it is sent through again.
      lifecycleRules: [
        {
          noncurrentVersionExpiration: DELETED_FOR,
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Only the event source mapping writes here, and only people read it, whom CloudTrail can name',
    });
  }
}
