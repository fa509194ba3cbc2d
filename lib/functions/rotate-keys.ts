// rotate-keys may read the keys of the visitors' tokens and put new ones in their place. Secrets Manager runs it on a schedule, and when
// an operator asks for it.

import { Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnRotationSchedule, type Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Capacity } from '../../planner/capacity.ts';
import { LikesFunction } from './likes-function.ts';

/** Much longer than a token lives. So a key that a rotation drops signed its last token long ago. */
const ROTATION_DAYS = 30;

export class RotateKeysFunction extends LikesFunction {
  constructor(scope: Construct, id: string, capacity: Capacity, { secretArn }: Secret) {
    super(scope, id, {
      name: 'rotate-keys',
      description: 'Rotates the keys of the visitor tokens',
      size: capacity.functions.rotateKeys,
      logRetentionDays: capacity.logRetentionDays,
      environment: { VISITOR_KEY_SECRET_ARN: secretArn },
      permissions: [
        new PolicyStatement({
          actions: [
            'secretsmanager:GetSecretValue',
            'secretsmanager:PutSecretValue',
            'secretsmanager:UpdateSecretVersionStage',
          ],
          resources: [secretArn],
        }),
      ],
    });
    this.function.addPermission('SecretsManager', {
      principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceArn: secretArn,
    });
    const schedule = new CfnRotationSchedule(this, 'Schedule', {
      secretId: secretArn,
      rotationLambdaArn: this.function.functionArn,
      rotationRules: { automaticallyAfterDays: ROTATION_DAYS },
      // A deployment changes no keys.
      rotateImmediatelyOnUpdate: false,
    });
    schedule.node.addDependency(this.function);
    Validations.of(this.function).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'Secrets Manager repeats a rotation that failed',
    });
  }
}
