// What a function may do whose event source mapping keeps the records that it gives up in a bucket.

import { Aws, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

// Lambda names the objects. source: Lambda guide, "Retain discarded batch records for a Kinesis Data Streams event source"
const OBJECTS = 'aws/lambda/*';

/** The mapping calls these in the function's name. The account is named so that nobody else's bucket ever gets the records. */
export function keepsGivenUp({ bucketArn }: Bucket): PolicyStatement[] {
  const conditions = { StringEquals: { 's3:ResourceAccount': Aws.ACCOUNT_ID } };
  return [
    new PolicyStatement({
      actions: ['s3:PutObject'],
      resources: [`${bucketArn}/${OBJECTS}`],
      conditions,
    }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucketArn], conditions }),
  ];
}

/** Acknowledges the finding on a role that may write any object of the bucket. cdk-nag names a finding by the ARN. */
export function acknowledgeObjects(role: IConstruct, bucket: Bucket): void {
  const logicalId = Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnBucket);
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${OBJECTS}]`,
    reason: 'Lambda makes up the names of the objects. These are those of one bucket, and nothing else',
  });
}
