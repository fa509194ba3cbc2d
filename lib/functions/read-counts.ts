// read-counts may read items of the tables by key, a hundred at a time, list one person's rows, one post's minutes and the feed, and read
// the visitors' key where it verifies their tokens.

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
        ...(data.rollUp && {
          TIMELINE_TABLE: data.rollUp.timeline.tableName,
          ROOT_SLOTS: String(capacity.rollUp?.rootSlots),
        }),
        POSTS_TABLE: data.posts.tableName,
        ...readLimits(capacity),
        ...access.environment,
      },
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:BatchGetItem'],
          resources: [data.counters.tableArn, data.likes.tableArn],
        }),
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: [data.likes.tableArn, data.posts.tableArn],
        }),
        ...(data.rollUp
          ? [
              new PolicyStatement({
                actions: ['dynamodb:BatchGetItem', 'dynamodb:Query'],
                resources: [data.rollUp.timeline.tableArn],
              }),
            ]
          : []),
        ...access.permissions,
      ],
    });
  }
}
