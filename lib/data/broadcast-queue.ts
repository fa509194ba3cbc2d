// The queue between roll-up and those who look: one message for each slot of connections. A message is of no use once a newer one is
// there, so the queue has no DLQ and keeps nothing for long.

import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { PushCapacity } from '../../planner/capacity.ts';

export class BroadcastQueue extends Queue {
  constructor(scope: Construct, id: string, capacity: PushCapacity) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.seconds(capacity.retentionSeconds),
      visibilityTimeout: Duration.seconds(capacity.visibilityTimeoutSeconds),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    for (const id of ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'])
      Validations.of(this).acknowledge({
        id,
        reason: 'A page that missed a message reads the count itself, so nobody brings a message back',
      });
  }
}
