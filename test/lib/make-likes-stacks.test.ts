import { Token } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { type LikesTemplates, resourcesOf, synthesizeTemplates } from './synthesize-templates.ts';

const { data, service } = synthesizeTemplates();

/** Names of stacks, exports, APIs, access logs and metrics; all else is named by CloudFormation after its stack. */
function uniqueNamesOf({ data, service, stacks }: LikesTemplates): unknown[] {
  const outputs = [...Object.values(data.findOutputs('*')), ...Object.values(service.findOutputs('*'))];
  const functions = resourcesOf(service, 'AWS::Lambda::Function').map(([, it]) => it.Properties);
  return [
    ...stacks.map((it) => it.stackName),
    ...outputs.flatMap(({ Export }) => (Export ? [(Export as { Name: string }).Name] : [])),
    ...resourcesOf(service, 'AWS::ApiGatewayV2::Api').map(([, it]) => it.Properties['Name']),
    ...resourcesOf(service, 'AWS::Logs::LogGroup').flatMap(([, it]) => it.Properties['LogGroupName'] ?? []),
    ...functions.map(
      (it) =>
        (it['Environment'] as { Variables: Record<string, unknown> }).Variables[
          'POWERTOOLS_METRICS_NAMESPACE'
        ],
    ),
  ];
}

describe('both stacks', () => {
  test('name no resource but the access logs, so that deployments can stand side by side', () => {
    const nameOf: Record<string, string> = {
      'AWS::Kinesis::Stream': 'Name',
      'AWS::DynamoDB::Table': 'TableName',
      'AWS::SQS::Queue': 'QueueName',
      'AWS::SecretsManager::Secret': 'Name',
      'AWS::Lambda::Function': 'FunctionName',
      'AWS::IAM::Role': 'RoleName',
      'AWS::Logs::LogGroup': 'LogGroupName',
    };
    const named = Object.entries(nameOf).flatMap(([type, name]) =>
      [...resourcesOf(data, type), ...resourcesOf(service, type)].filter(
        ([, it]) => name in (it.Properties ?? {}),
      ),
    );
    expect(named.map(([, it]) => it.Properties['LogGroupName'])).toEqual([
      '/aws/vendedlogs/apis/Likes-social-media-dev-Service-viewers',
      '/aws/vendedlogs/apis/Likes-social-media-dev-Service',
    ]);
  });

  test('are joined by exports, which CloudFormation keeps while they are in use', () => {
    const template = JSON.stringify(service.toJSON());
    expect(template).toContain('Fn::ImportValue');
    expect(template).not.toContain('Fn::GetStackOutput');
  });

  test('are named and tagged by scenario and stage', () => {
    const { stacks } = synthesizeTemplates({ stage: 'prod' });
    expect(stacks.map((it) => it.stackName)).toEqual([
      'Likes-social-media-prod-Data',
      'Likes-social-media-prod-Service',
    ]);
    const tags = { app: 'likes-counter', scenario: 'social-media', stage: 'prod' };
    expect(stacks.map((it) => it.tags.tagValues())).toEqual([tags, tags]);
  });

  test('of two stages share no name that an account holds only once', () => {
    const [dev, prod] = ['dev', 'prod'].map((stage) => uniqueNamesOf(synthesizeTemplates({ stage })));
    expect(dev?.length).toBeGreaterThan(5);
    expect(dev?.filter((name) => prod?.includes(name))).toEqual([]);
  });

  test('belong to the region that the deployment names, and to none otherwise', () => {
    const regionsOf = (context: Record<string, string>) =>
      synthesizeTemplates(context).stacks.map(({ region }) => (Token.isUnresolved(region) ? 'any' : region));
    expect(regionsOf({})).toEqual(['any', 'any']);
    expect(regionsOf({ region: 'eu-south-1' })).toEqual(['eu-south-1', 'eu-south-1']);
  });

  test('say where everything is', () => {
    const outputs = [...Object.keys(data.findOutputs('*')), ...Object.keys(service.findOutputs('*'))];
    expect(outputs.filter((it) => !it.startsWith('Export'))).toEqual([
      'LikeEventsStream',
      'CountUpdatesStream',
      'CountersTable',
      'LikesTable',
      'PostsTable',
      'TimelineTable',
      'QuarantineQueue',
      'QuarantineQueueUrl',
      'LastResortBucket',
      'BurstQueueUrl',
      'BurstDeadLetterQueueUrl',
      'VisitorKeyArn',
      'SealKeyArn',
      'BroadcastMappingId',
      'BatchLikesMappingId',
      'DrainBurstMappingId',
      'RollUpMappingId',
      'Url',
      'LiveUrl',
    ]);
  });
});
