// read-counts may read items of both tables by key, a hundred at a time, and the visitors' key where it verifies their
// tokens.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Capacity } from '../../planner/capacity.ts';
import type { LikesDataStack } from '../data/likes-data-stack.ts';
import { readLimits } from './rate-limits.ts';
import { LikesFunction } from './likes-function.ts';
import { tokenAccess } from './token-access.ts';

export class ReadCountsFunction extends LikesFunction {
  constructor(scope: Construct, id: string, capacity: Capacity, data: LikesDataStack) {
    const access = tokenAccess(data.auth);
    super(scope, id, {
      name: 'read-counts',
      description: 'Reads the counts of posts, and which of them a person likes',
      size: capacity.functions.readCounts,
      logRetentionDays: capacity.logRetentionDays,
      environment: {
        COUNTERS_TABLE: data.counters.tableName,
        LIKES_TABLE: data.likes.tableName,
        ...readLimits(capacity),
        ...access.environment,
      },
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:BatchGetItem'],
          resources: [data.counters.tableArn, data.likes.tableArn],
        }),
        ...access.permissions,
      ],
    });
  }
}
