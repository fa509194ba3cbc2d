// The queue that takes likes which the stream does not take, and the DLQ behind it. Both hold accepted likes, so both outlive their
// stack, as the ledger does.

import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BurstCapacity } from '../../planner/capacity.ts';

/** SQS keeps no message longer. */
const LONGEST_RETENTION = Duration.days(14);

export class BurstQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, capacity: BurstCapacity) {
    super(scope, id);
    const keepsLikes = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    };
    // A message keeps its age when it comes here, so the DLQ must keep it for longer than the queue does.
    // source: SQS guide, "Using dead-letter queues", retention
    this.deadLetters = new Queue(this, 'DeadLetters', { ...keepsLikes, retentionPeriod: LONGEST_RETENTION });
    Validations.of(this.deadLetters).acknowledge({
      id: 'Serverless-SQSRedrivePolicy',
      reason: 'It is a DLQ itself. People bring its messages back by redrive',
    });
    this.queue = new Queue(this, 'Queue', {
      ...keepsLikes,
      retentionPeriod: Duration.days(capacity.retentionDays),
      visibilityTimeout: Duration.seconds(capacity.visibilityTimeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: capacity.maxReceiveCount },
    });
  }
}
