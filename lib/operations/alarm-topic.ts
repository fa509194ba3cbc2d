// Where alarms are sent. Whoever wants to know of them subscribes to it.

import { Aws, CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, email: readonly string[]) {
    super(scope, id, { displayName: Stack.of(scope).stackName, enforceSSL: true });
    // A policy takes the place of the topic's own, by which the account may publish.
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    for (const address of new Set(email))
      Validations.of(this.addSubscription(new EmailSubscription(address))).acknowledge({
        id: 'Serverless-SNSRedrivePolicy',
        reason:
          'A queue of mails that could not be sent would tell nobody. The alarm stays on in the console',
      });
    new CfnOutput(Stack.of(this), 'AlarmTopic', {
      value: this.topicArn,
      description: 'Where alarms are sent',
    });
  }
}
