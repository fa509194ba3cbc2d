// batch-likes may read the stream, insert and update rows of the ledger, read, insert and update counters, and send to the quarantine.
// Its mapping may put what it gives up into the bucket of the last resort.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Capacity } from '../../planner/capacity.ts';
import { hotPostsEnvironment } from './hot-posts-environment.ts';
import type { LikesDataStack } from '../data/likes-data-stack.ts';
import { acknowledgeObjects, keepsGivenUp } from './keeps-given-up.ts';
import { LikesFunction } from './likes-function.ts';
import { readsStream } from './reads-stream.ts';

export class BatchLikesFunction extends LikesFunction {
  constructor(scope: Construct, id: string, capacity: Capacity, data: LikesDataStack) {
    super(scope, id, {
      name: 'batch-likes',
      description: 'Counts batches of likes: one counter write per post, lane and batch',
      size: capacity.functions.batchLikes,
      logRetentionDays: capacity.logRetentionDays,
      environment: {
        COUNTERS_TABLE: data.counters.tableName,
        LIKES_TABLE: data.likes.tableName,
        QUARANTINE_QUEUE_URL: data.quarantine.queueUrl,
        ...(data.rollUp && {
          COUNT_UPDATES_STREAM: data.rollUp.countUpdates.streamName,
          ROOT_SLOTS: String(capacity.rollUp?.rootSlots),
        }),
        ...hotPostsEnvironment(capacity),
      },
      permissions: [
        readsStream(data.likeEvents),
        new PolicyStatement({
          // A statement of PartiQL has a permission of its own. source: DynamoDB guide, "IAM security policies with PartiQL"
          actions: [
            'dynamodb:BatchGetItem',
            'dynamodb:GetItem',
            'dynamodb:PartiQLInsert',
            'dynamodb:PartiQLUpdate',
            'dynamodb:UpdateItem',
          ],
          resources: [data.counters.tableArn],
        }),
        new PolicyStatement({
          actions: ['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:UpdateItem'],
          resources: [data.likes.tableArn],
        }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [data.quarantine.queueArn] }),
        ...keepsGivenUp(data.lastResort),
        ...(data.rollUp
          ? [
              new PolicyStatement({
                actions: ['kinesis:PutRecords'],
                resources: [data.rollUp.countUpdates.streamArn],
              }),
            ]
          : []),
      ],
    });
    acknowledgeObjects(this.function.role ?? this.function, data.lastResort);
  }
}
