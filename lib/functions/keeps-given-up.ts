// What a function may do whose event source mapping keeps the records that it gives up in a bucket.

import { Aws, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

// Lambda names the objects. source: Lambda guide, "Retain discarded batch records for a Kinesis Data Streams event source"
const OBJECTS = 'aws/lambda/*';

/** The mapping calls these in the function's name. The account is named so that nobody else's bucket ever gets the records. */
export function keepsGivenUp(bucket: Bucket): PolicyStatement[] {
  // The export has a name of ours, because cdk-nag names the finding on it by that.
  const bucketArn = Stack.of(bucket).exportValue(bucket.bucketArn, { name: exportOf(bucket) });
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

/** Acknowledges the finding on a role that may write any object of the bucket. */
export function acknowledgeObjects(role: IConstruct, bucket: Bucket): void {
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${exportOf(bucket)}/${OBJECTS}]`,
    reason: 'Lambda makes up the names of the objects. These are those of one bucket, and nothing else',
  });
}

const exportOf = (bucket: Bucket): string => `${Stack.of(bucket).stackName}:LastResortArn`;
