// Gives a function what it needs to tell viewers of counts. It is empty where pages ask for counts.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Capacity } from '../../planner/capacity.ts';
import type { LikesDataStack } from '../data/likes-data-stack.ts';

interface Access {
  readonly environment: Readonly<Record<string, string>>;
  readonly permissions: readonly PolicyStatement[];
}

export function broadcastAccess({ push: planned }: Capacity, { push }: LikesDataStack): Access {
  if (!push || !planned) return { environment: {}, permissions: [] };
  return {
    environment: {
      BROADCAST_QUEUE_URL: push.queue.queueUrl,
      CONNECTIONS_TABLE: push.connections.tableName,
    },
    permissions: [
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [push.queue.queueArn] }),
      new PolicyStatement({
        actions: ['dynamodb:BatchGetItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
        resources: [push.connections.tableArn],
      }),
    ],
  };
}
