// What both streams have in common: the plan's capacity, and encryption.

import { Duration } from 'aws-cdk-lib';
import { StreamEncryption, StreamMode, type StreamProps } from 'aws-cdk-lib/aws-kinesis';
import type { StreamCapacity } from '../../planner/capacity.ts';

export const streamProps = (capacity: StreamCapacity): StreamProps => ({
  ...(capacity.mode === 'provisioned'
    ? { streamMode: StreamMode.PROVISIONED, shardCount: capacity.shards }
    : { streamMode: StreamMode.ON_DEMAND }),
  retentionPeriod: Duration.hours(capacity.retentionHours),
  // alias/aws/kinesis encrypts at rest, and neither producers nor consumers need a KMS permission.
  encryption: StreamEncryption.MANAGED,
});
