// The canary needs no permissions: it calls the API as anybody may. A rule runs it every few minutes.

import { Duration, Validations } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { CanaryCapacity, Capacity } from '../../planner/capacity.ts';
import { LikesFunction } from './likes-function.ts';

interface CanaryProps {
  readonly capacity: Capacity;
  readonly canary: CanaryCapacity;
  /** The front door: the edge, or else the API. */
  readonly url: string;
}

export class CanaryFunction extends LikesFunction {
  constructor(scope: Construct, id: string, { capacity, canary, url }: CanaryProps) {
    super(scope, id, {
      name: 'canary',
      description: 'Likes a post as a visitor, waits until that is counted, and takes it back',
      size: capacity.functions.canary,
      logRetentionDays: capacity.logRetentionDays,
      environment: { API_URL: url, FRESHNESS_SECONDS: String(canary.freshnessSeconds) },
    });
    // A failure is to be seen at once, and a run that comes late says nothing of the present.
    const onlyOnce = new EventInvokeConfig(this, 'OnlyOnce', {
      function: this.function,
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
    });
    const schedule = new Rule(this, 'Schedule', {
      description: 'Runs the canary',
      schedule: Schedule.rate(Duration.minutes(canary.everyMinutes)),
      targets: [new LambdaFunction(this.function)],
    });
    const reason = 'A lost run is not worth keeping: the next one looks at the same';
    Validations.of(this.function).acknowledge({ id: 'Serverless-LambdaDLQ', reason });
    Validations.of(onlyOnce).acknowledge({ id: 'Serverless-LambdaAsyncFailureDestination', reason });
    Validations.of(schedule).acknowledge({ id: 'Serverless-EventBusDLQ', reason });
  }
}
