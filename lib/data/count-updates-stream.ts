// The stream of what counts have become. It is derived from the counters, so it goes with its stack.

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import type { Construct } from 'constructs';
import type { StreamCapacity } from '../../planner/capacity.ts';

export class CountUpdatesStream extends Stream {
  constructor(scope: Construct, id: string, capacity: StreamCapacity) {
    super(scope, id, {
      ...(capacity.mode === 'provisioned'
        ? { streamMode: StreamMode.PROVISIONED, shardCount: capacity.shards }
        : { streamMode: StreamMode.ON_DEMAND }),
      retentionPeriod: Duration.hours(capacity.retentionHours),
      encryption: StreamEncryption.MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
