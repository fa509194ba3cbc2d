import { describe, expect, test } from 'vitest';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readDeployment } from '../../../bin/read-deployment.ts';
import { makeLikesStacks } from '../../../lib/make-likes-stacks.ts';
import type { OperationsSettings } from '../../../lib/operations/operations-settings.ts';
import { onlyResourceOf, resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const { service } = synthesizeTemplates({ operations: 'on' });

describe('the topic of the alarms', () => {
  test('takes messages from the account’s own CloudWatch only, and none without TLS', () => {
    const { PolicyDocument } = onlyResourceOf(service, 'AWS::SNS::TopicPolicy') as {
      PolicyDocument: { Statement: object[] };
    };
    expect(PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      {
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });

  test('sends a mail to each address of the deployment, once', () => {
    const template = withSettings({ email: ['ops@example.com', 'on-call@example.com', 'ops@example.com'] });
    expect(
      resourcesOf(template, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties),
    ).toMatchObject([
      { Protocol: 'email', Endpoint: 'ops@example.com' },
      { Protocol: 'email', Endpoint: 'on-call@example.com' },
    ]);
    expect(resourcesOf(service, 'AWS::SNS::Subscription')).toEqual([]);
  });
});

test('the alarms link to where the deployment’s people read the runbook', () => {
  const template = withSettings({ runbook: 'https://wiki.example.com/likes' });
  const [, { Properties }] = resourcesOf(template, 'AWS::CloudWatch::Alarm')[0]!;
  expect(Properties['AlarmDescription']).toMatch(/Runbook: https:\/\/wiki\.example\.com\/likes#[\w-]+$/);
});

test('there are two dashboards, whose names say for what', () => {
  const names = resourcesOf(service, 'AWS::CloudWatch::Dashboard').map(
    ([, it]) => it.Properties['DashboardName'],
  );
  expect(names).toEqual([
    'Likes-social-media-dev-Service-people',
    'Likes-social-media-dev-Service-machinery',
  ]);
});

function withSettings(operations: OperationsSettings): Template {
  const found = readDeployment({ context: {}, directory: '/nonexistent' });
  if ('problem' in found) throw new Error(found.problem);
  process.env['CDK_VALIDATION'] = 'false';
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  return Template.fromStack(makeLikesStacks(app, { ...found.deployment, operations }).service);
}
