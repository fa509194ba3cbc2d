// What a function may do whose event source mapping reads a stream.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';

/** The mapping calls these in the function's name. It calls neither ListStreams nor, without enhanced fan-out, SubscribeToShard. */
// source: Lambda guide, "Process Kinesis records", permissions
export const readsStream = ({ streamArn }: IStream): PolicyStatement =>
  new PolicyStatement({
    actions: [
      'kinesis:DescribeStream',
      'kinesis:DescribeStreamSummary',
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:ListShards',
    ],
    resources: [streamArn],
  });
