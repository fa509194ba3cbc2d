// The stream of accepted likes. Its records are durable, and those of one user are in order.

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import type { Construct } from 'constructs';
import type { Scenario } from '../../scenarios/scenario.ts';

export class LikeEventsStream extends Stream {
  constructor(scope: Construct, id: string, { shards, retentionHours }: Scenario['stream']) {
    super(scope, id, {
      // A user is a partition key and never hot, so provisioned shards are evenly loaded. They cost less than on demand.
      streamMode: StreamMode.PROVISIONED,
      shardCount: shards,
      retentionPeriod: Duration.hours(retentionHours),
      // alias/aws/kinesis encrypts at rest, and neither producers nor consumers need a KMS permission.
      encryption: StreamEncryption.MANAGED,
      // Accepted means durable, also when a deployment replaces or deletes the stream. A first deployment that fails
      // deletes the stream, so that nobody pays for it.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
