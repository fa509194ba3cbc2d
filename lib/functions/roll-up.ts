// roll-up may read the stream of count updates, read counters and put totals on them, keep the timeline and what trends,
// and tell viewers.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Capacity, RollUpCapacity } from '../../planner/capacity.ts';
import type { LikesDataStack } from '../data/likes-data-stack.ts';
import { broadcastAccess } from './broadcast-access.ts';
import { LikesFunction } from './likes-function.ts';
import { readsStream } from './reads-stream.ts';

interface RollUpProps {
  readonly capacity: Capacity;
  readonly rollUp: RollUpCapacity;
  readonly data: LikesDataStack;
  readonly source: NonNullable<LikesDataStack['rollUp']>;
}

export class RollUpFunction extends LikesFunction {
  constructor(scope: Construct, id: string, { capacity, rollUp, data, source }: RollUpProps) {
    const broadcast = broadcastAccess(capacity, data);
    super(scope, id, {
      name: 'roll-up',
      description: 'Keeps the totals of split posts, the timeline and what trends',
      size: capacity.functions.rollUp,
      logRetentionDays: capacity.logRetentionDays,
      environment: {
        COUNTERS_TABLE: data.counters.tableName,
        TIMELINE_TABLE: source.timeline.tableName,
        TIMELINE_DAYS: String(rollUp.timelineDays),
        ROOT_SLOTS: String(rollUp.rootSlots),
        TIMELINE_FROM_LIKES: String(rollUp.timelineFromLikes),
        ...broadcast.environment,
      },
      permissions: [
        readsStream(source.countUpdates),
        new PolicyStatement({
          actions: ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
          resources: [data.counters.tableArn],
        }),
        new PolicyStatement({
          actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
          resources: [source.timeline.tableArn],
        }),
        ...broadcast.permissions,
      ],
    });
  }
}
