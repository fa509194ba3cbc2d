// The stream of accepted likes. Its records are durable, and those of one user are in order.

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import type { Construct } from 'constructs';
import type { StreamCapacity } from '../../planner/capacity.ts';

export class LikeEventsStream extends Stream {
  constructor(scope: Construct, id: string, capacity: StreamCapacity) {
    super(scope, id, {
      ...(capacity.mode === 'provisioned'
        ? { streamMode: StreamMode.PROVISIONED, shardCount: capacity.shards }
        : { streamMode: StreamMode.ON_DEMAND }),
      retentionPeriod: Duration.hours(capacity.retentionHours),
      // alias/aws/kinesis encrypts at rest, and neither producers nor consumers need a KMS permission.
      encryption: StreamEncryption.MANAGED,
      // Accepted means durable, also when a deployment replaces or deletes the stream. A first deployment that fails
      // deletes the stream, so that nobody pays for it.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
