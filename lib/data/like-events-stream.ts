// The stream of accepted likes: what is in it is durable and in order per user.

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import type { Construct } from 'constructs';
import type { Scenario } from '../../scenarios/scenario.ts';

export class LikeEventsStream extends Stream {
  constructor(scope: Construct, id: string, { shards, retentionHours }: Scenario['stream']) {
    super(scope, id, {
      // Provisioned: one user is one key and never hot, so shards are even and cost less than on-demand throughput.
      streamMode: StreamMode.PROVISIONED,
      shardCount: shards,
      retentionPeriod: Duration.hours(retentionHours),
      // alias/aws/kinesis: encrypted at rest, and neither producers nor consumers need a KMS permission.
      encryption: StreamEncryption.MANAGED,
      // Accepted means durable, also when a deployment replaces or deletes the stream; but a first deployment that fails
      // leaves none behind that is paid for.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
