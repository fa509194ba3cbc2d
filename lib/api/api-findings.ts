// Why cdk-nag's findings on the API are none, whichever kind of API it is.

import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** For a route or method. */
export function acknowledgePublic(route: IConstruct, ruleIds: readonly string[] = ['AwsSolutions-APIG4']) {
  for (const id of ruleIds)
    Validations.of(route).acknowledge({
      id,
      reason:
        'Reading is public, a token optional, and functions verify it: a JWT authorizer knows neither optional nor HS256',
    });
}

/** For a function behind a route. */
export function acknowledgeSynchronous(target: IConstruct) {
  Validations.of(target).acknowledge({
    id: 'Serverless-LambdaDLQ',
    reason: 'Invoked by API Gateway only, which waits for the answer: a DLQ is for asynchronous invocations',
  });
}
