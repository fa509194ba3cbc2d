// broadcast may take messages from its queue, find and remove viewers, and write to the connections of one stage.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Capacity, PushCapacity } from '../../planner/capacity.ts';
import { acknowledgeConnections } from '../api/api-findings.ts';
import type { ViewersApi } from '../api/viewers-api.ts';
import type { LikesDataStack } from '../data/likes-data-stack.ts';
import { LikesFunction } from './likes-function.ts';

interface BroadcastProps {
  readonly capacity: Capacity;
  readonly push: PushCapacity;
  readonly data: NonNullable<LikesDataStack['push']>;
  readonly viewersApi: ViewersApi;
}

export class BroadcastFunction extends LikesFunction {
  constructor(
    scope: Construct,
    id: string,
    { capacity, push, data: { queue, connections }, viewersApi }: BroadcastProps,
  ) {
    super(scope, id, {
      name: 'broadcast',
      description: 'Tells viewers what counts have become',
      size: capacity.functions.broadcast,
      logRetentionDays: capacity.logRetentionDays,
      environment: {
        BROADCAST_QUEUE_URL: queue.queueUrl,
        CONNECTIONS_TABLE: connections.tableName,
        CONNECTION_SLOTS: String(push.connectionSlots),
        CONNECTIONS_URL: viewersApi.connectionsUrl,
      },
      permissions: [
        // The mapping calls these in the function's name. source: Lambda guide, "Create an SQS mapping", permissions
        new PolicyStatement({
          actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
          resources: [queue.queueArn],
        }),
        new PolicyStatement({ actions: ['sqs:ChangeMessageVisibility'], resources: [queue.queueArn] }),
        new PolicyStatement({
          actions: ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:Query'],
          resources: [connections.tableArn],
        }),
        new PolicyStatement({
          actions: ['execute-api:ManageConnections'],
          resources: [viewersApi.connectionsArn],
        }),
      ],
    });
    acknowledgeConnections(this.node.findChild('Role'), viewersApi.connectionsArn);
  }
}
