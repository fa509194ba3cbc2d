// accept-like may put one record at a time on the stream, send to the burst queue if there is one, read the deny list, and read the
// visitors' key where it verifies their tokens.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { DENIED_KEY } from '../../core/api/denied-key.ts';
import { absorbs } from '../../planner/components/burst-queue.ts';
import type { Plan } from '../../planner/plan.ts';
import type { LikesDataStack } from '../data/likes-data-stack.ts';
import { actionLimits } from './rate-limits.ts';
import { LikesFunction } from './likes-function.ts';
import { tokenAccess } from './token-access.ts';

export class AcceptLikeFunction extends LikesFunction {
  constructor(scope: Construct, id: string, plan: Plan, data: LikesDataStack) {
    const { capacity } = plan;
    const access = tokenAccess(data.auth);
    const shedding = sheddingAccess(plan, data);
    super(scope, id, {
      name: 'accept-like',
      description: 'Puts likes and unlikes on the stream, or into the burst queue',
      size: capacity.functions.acceptLike,
      logRetentionDays: capacity.logRetentionDays,
      environment: {
        LIKE_EVENTS_STREAM: data.likeEvents.streamName,
        // The name of a lane is made of it, and receipts name lanes.
        LIKE_EVENTS_STREAM_ARN: data.likeEvents.streamArn,
        ...(data.burst && { BURST_QUEUE_URL: data.burst.queue.queueUrl }),
        POSTS_TABLE: data.posts.tableName,
        ...actionLimits(capacity),
        ...shedding.environment,
        ...access.environment,
      },
      permissions: [
        new PolicyStatement({ actions: ['kinesis:PutRecord'], resources: [data.likeEvents.streamArn] }),
        ...(data.burst
          ? [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [data.burst.queue.queueArn] })]
          : []),
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: [data.posts.tableArn],
          conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [DENIED_KEY] } },
        }),
        ...shedding.permissions,
        ...access.permissions,
      ],
    });
  }
}

/** Where nothing may be shed, the function is told nothing of it. It looks at the queue only where a policy asks for the backlog. */
function sheddingAccess({ scenario, capacity }: Plan, { burst }: LikesDataStack) {
  const { shedding } = scenario.policies;
  const policies = Object.values(shedding).map(({ shed }) => shed);
  const rate = policies.includes('over-capacity')
    ? Math.max(1, absorbs(scenario, capacity)?.drainPerSecond ?? 1)
    : undefined;
  return {
    environment: {
      ...(policies.some((shed) => shed !== 'never') && { SHED_POLICIES: JSON.stringify(shedding) }),
      ...(rate !== undefined && { BURST_DRAINED_PER_SECOND: String(rate) }),
    },
    permissions:
      rate !== undefined && burst
        ? [new PolicyStatement({ actions: ['sqs:GetQueueAttributes'], resources: [burst.queue.queueArn] })]
        : [],
  };
}
