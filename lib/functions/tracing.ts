// Whether X-Ray traces a function: those that a like or a read passes, where the deployment wants it.

import { Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';

const WANTED = 'likes:tracing';

const TRACED = ['accept-like', 'read-counts', 'issue-visitor', 'describe-api', 'batch-likes'];

/** Has the functions of a stack traced. Say so before it has any. */
export const wantTracing = (stack: Construct): void => stack.node.setContext(WANTED, true);

const isTraced = (scope: Construct, name: string): boolean =>
  scope.node.tryGetContext(WANTED) === true && TRACED.includes(name);

/** What a function needs so that Lambda may send its traces. */
export const tracePermissions = (scope: Construct, name: string): PolicyStatement[] =>
  isTraced(scope, name)
    ? [
        new PolicyStatement({
          actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
          // A trace is no resource, and belongs to none. source: Service Authorization Reference, AWS X-Ray
          resources: ['*'],
        }),
      ]
    : [];

/** Switches on the tracing of a function, or says why it has none. */
export function trace(name: string, { made, role }: { made: LambdaFunction; role: IConstruct }): void {
  if (!isTraced(made, name)) {
    Validations.of(made).acknowledge({
      id: 'Serverless-LambdaTracing',
      reason: 'X-Ray needs permissions on * and bills every trace, so a deployment has it on request only',
    });
    return;
  }
  // With a property of the construct, the CDK would give the permissions in a policy beside the role's own.
  (made.node.defaultChild as CfnFunction).tracingConfig = { mode: 'Active' };
  for (const id of ['AwsSolutions-IAM5[Resource::*]', 'Serverless-LambdaStarPermissions'])
    Validations.of(role).acknowledge({
      id,
      reason: 'X-Ray knows no resources: a trace is sent to the account. It may send traces, and read none',
    });
}
