// drain-burst may take messages from the burst queue, put records on the stream, and send to the quarantine.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Capacity } from '../../planner/capacity.ts';
import type { BurstQueue } from '../data/burst-queue.ts';
import type { LikesDataStack } from '../data/likes-data-stack.ts';
import { LikesFunction } from './likes-function.ts';

export class DrainBurstFunction extends LikesFunction {
  constructor(scope: Construct, id: string, capacity: Capacity, data: LikesDataStack, burst: BurstQueue) {
    super(scope, id, {
      name: 'drain-burst',
      description: 'Puts queued likes on the stream',
      size: capacity.functions.drainBurst,
      logRetentionDays: capacity.logRetentionDays,
      environment: {
        LIKE_EVENTS_STREAM: data.likeEvents.streamName,
        QUARANTINE_QUEUE_URL: data.quarantine.queueUrl,
        BURST_QUEUE_URL: burst.queue.queueUrl,
      },
      permissions: [
        // The mapping calls these in the function's name. source: Lambda guide, "Create an SQS mapping", permissions
        new PolicyStatement({
          actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
          resources: [burst.queue.queueArn],
        }),
        new PolicyStatement({
          actions: ['sqs:ChangeMessageVisibility'],
          resources: [burst.queue.queueArn],
        }),
        new PolicyStatement({ actions: ['kinesis:PutRecords'], resources: [data.likeEvents.streamArn] }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [data.quarantine.queueArn] }),
      ],
    });
  }
}
