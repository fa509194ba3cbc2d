// merge-buckets may list the split posts, and read and update single counter items. A rule runs it once a minute.

import { Duration, Validations } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type Capacity, SPLIT_POSTS_INDEX } from '../../planner/capacity.ts';
import { hotPostsEnvironment } from './hot-posts-environment.ts';
import type { LikesDataStack } from '../data/likes-data-stack.ts';
import { LikesFunction } from './likes-function.ts';

export class MergeBucketsFunction extends LikesFunction {
  constructor(scope: Construct, id: string, capacity: Capacity, data: LikesDataStack) {
    super(scope, id, {
      name: 'merge-buckets',
      description: 'Brings split posts that have cooled back to one item',
      size: capacity.functions.mergeBuckets,
      logRetentionDays: capacity.logRetentionDays,
      environment: {
        COUNTERS_TABLE: data.counters.tableName,
        SPLIT_POSTS_INDEX,
        ...hotPostsEnvironment(capacity),
      },
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
          resources: [data.counters.tableArn],
        }),
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: [`${data.counters.tableArn}/index/${SPLIT_POSTS_INDEX}`],
        }),
      ],
    });
    const everyMinute = new Rule(this, 'EveryMinute', {
      description: 'Looks at the split posts',
      // EventBridge has no shorter rate.
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(this.function)],
    });
    const reason = 'A lost invocation loses nothing: that of the next minute finishes what it began';
    Validations.of(this.function).acknowledge({ id: 'Serverless-LambdaDLQ', reason });
    Validations.of(everyMinute).acknowledge({ id: 'Serverless-EventBusDLQ', reason });
  }
}
