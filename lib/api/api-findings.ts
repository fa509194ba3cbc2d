// Gives the reasons why cdk-nag's findings on the API are acceptable, for both kinds of API.

import { Stack, Validations } from 'aws-cdk-lib';
import { Alias } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** Acknowledges the findings on a route or method that anybody may call. */
export function acknowledgePublic(route: IConstruct, ruleIds: readonly string[] = ['AwsSolutions-APIG4']) {
  for (const id of ruleIds)
    Validations.of(route).acknowledge({
      id,
      reason:
        'Reading is public with an optional token, and functions verify tokens. A JWT authorizer knows neither optional tokens nor HS256',
    });
}

/** Acknowledges the finding on a function behind a route, or behind an alias of it. */
export function acknowledgeSynchronous(target: IConstruct) {
  Validations.of(target instanceof Alias ? target.lambda : target).acknowledge({
    id: 'Serverless-LambdaDLQ',
    reason: 'Only API Gateway invokes it, and waits for the answer. A DLQ is for asynchronous invocations',
  });
}

/** Acknowledges the finding on a role that may write to all connections of a stage. cdk-nag names a finding by the ARN. */
export function acknowledgeConnections(role: IConstruct, connectionsArn: string) {
  const { 'Fn::Join': joined } = Stack.of(role).resolve(connectionsArn) as {
    'Fn::Join': [string, (string | { Ref: string })[]];
  };
  const arn = joined[1].map((part) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join('');
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${arn}]`,
    reason: 'A connection has no name before it is there. These are those of one stage, and nothing else',
  });
}
