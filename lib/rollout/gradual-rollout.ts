// Puts functions that answer requests behind an alias each. With a new version, CodeDeploy moves the alias there step by step, and
// back if an alarm goes off. docs/decisions/0019 says why functions that read a stream or a queue are none of them.

import { Duration, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type IFunction, type IVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { LikesFunction } from '../functions/likes-function.ts';

/** A version that fails whenever it is asked exceeds it with its first tenth, and a stray failure among many requests does not. */
const MOST_FAILURES_PERCENT = 1;

const perMinute = { statistic: 'Sum', period: Duration.minutes(1) };

export class GradualRollout extends Construct {
  private readonly aliases = new Map<LikesFunction, Alias>();

  /** Makes the alias `live`, which takes the function's place wherever it is asked. */
  aliasOf(target: LikesFunction): IFunction {
    // The optional properties of the CDK's classes may be undefined, and those of its interfaces may not.
    const alias = new Alias(target, 'Live', {
      aliasName: 'live',
      version: target.function.currentVersion as IVersion,
      description: 'What the API asks. CodeDeploy moves it',
    });
    this.aliases.set(target, alias);
    return alias as IFunction;
  }

  /** Lets CodeDeploy move each alias, and move it back when requests to its function, or to the whole API, fail. */
  watch(api: HttpApi): void {
    const application = new LambdaApplication(this, 'Application');
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      description: 'Role in which CodeDeploy moves aliases',
    });
    // A function answers most failures itself, with 500 or 503, and only the API counts those.
    const answers = new Alarm(
      this,
      'Answers',
      failuresAbove('The API answers with 5xx', api.metricServerError(perMinute), api.metricCount(perMinute)),
    );
    for (const [target, alias] of this.aliases) {
      const errors = new Alarm(
        target,
        'LiveErrors',
        failuresAbove(
          'The alias live ends with errors',
          alias.metricErrors(perMinute),
          alias.metricInvocations(perMinute),
        ),
      );
      new LambdaDeploymentGroup(target, 'Rollout', {
        application,
        role,
        alias,
        deploymentConfig: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
        alarms: [errors, answers],
        autoRollback: { stoppedDeployment: true },
      });
    }
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
      reason:
        'AWS keeps this policy in step with what CodeDeploy calls. Only CodeDeploy can take the role, for deployments that CloudFormation starts',
    });
  }
}

const failuresAbove = (alarmDescription: string, failures: IMetric, all: IMetric) => ({
  alarmDescription,
  metric: new MathExpression({
    expression: '100 * failures / asked',
    usingMetrics: { failures, asked: all },
    period: perMinute.period,
    label: 'failures, %',
  }),
  threshold: MOST_FAILURES_PERCENT,
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  evaluationPeriods: 1,
  // Nobody asked.
  treatMissingData: TreatMissingData.NOT_BREACHING,
});
