// answer-viewer may write who watches what, read the counts of posts, and read the visitors' key where it verifies their tokens.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Capacity, PushCapacity } from '../../planner/capacity.ts';
import type { LikesDataStack } from '../data/likes-data-stack.ts';
import type { LikesTable } from '../data/likes-table.ts';
import { readLimits } from './rate-limits.ts';
import { LikesFunction } from './likes-function.ts';
import { tokenAccess } from './token-access.ts';

interface AnswerViewerProps {
  readonly capacity: Capacity;
  readonly push: PushCapacity;
  readonly data: LikesDataStack;
  readonly connections: LikesTable;
}

export class AnswerViewerFunction extends LikesFunction {
  constructor(scope: Construct, id: string, { capacity, push, data, connections }: AnswerViewerProps) {
    const access = tokenAccess(data.auth);
    super(scope, id, {
      name: 'answer-viewer',
      description: 'Keeps which posts each viewer watches',
      size: capacity.functions.answerViewer,
      logRetentionDays: capacity.logRetentionDays,
      environment: {
        CONNECTIONS_TABLE: connections.tableName,
        CONNECTION_SLOTS: String(push.connectionSlots),
        COUNTERS_TABLE: data.counters.tableName,
        ...readLimits(capacity),
        ...access.environment,
      },
      permissions: [
        new PolicyStatement({
          actions: [
            'dynamodb:BatchWriteItem',
            'dynamodb:DeleteItem',
            'dynamodb:GetItem',
            'dynamodb:Query',
            'dynamodb:UpdateItem',
          ],
          resources: [connections.tableArn],
        }),
        new PolicyStatement({
          actions: ['dynamodb:BatchGetItem'],
          resources: [data.counters.tableArn],
        }),
        ...access.permissions,
      ],
    });
  }
}
