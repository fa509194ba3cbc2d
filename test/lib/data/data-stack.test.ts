import { describe, expect, test } from 'vitest';
import {
  type LikesTemplates,
  oidcContext,
  onlyResourceOf,
  resourcesOf,
  synthesizeTemplates,
} from '../synthesize-templates.ts';

const { data, service } = synthesizeTemplates();
const tables = resourcesOf(data, 'AWS::DynamoDB::Table');

const statefulTypes = [
  'AWS::Kinesis::Stream',
  'AWS::DynamoDB::Table',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
];
const stateful = statefulTypes.flatMap((type) => resourcesOf(data, type));

describe.each(stateful)('%s', (_logicalId, { DeletionPolicy, UpdateReplacePolicy }) => {
  test('outlives its stack and its replacement', () => {
    expect(['Retain', 'RetainExceptOnCreate']).toContain(DeletionPolicy);
    expect(UpdateReplacePolicy).toBe('Retain');
  });
});

describe.each(tables)('%s', (_logicalId, { Properties }) => {
  test('is recoverable to a point in time, on demand and protected from deletion', () => {
    expect(Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
    });
  });
});

describe('data stack', () => {
  test('holds all that is stateful: stream, two tables, quarantine and visitor key', () => {
    expect(stateful).toHaveLength(5);
    expect(statefulTypes.flatMap((type) => resourcesOf(service, type))).toEqual([]);
  });

  test('counters are keyed by post and bucket, the ledger by user and post', () => {
    expect(tables.map(([, { Properties }]) => Properties['KeySchema'])).toEqual([
      [
        { AttributeName: 'postId', KeyType: 'HASH' },
        { AttributeName: 'bucket', KeyType: 'RANGE' },
      ],
      [
        { AttributeName: 'userId', KeyType: 'HASH' },
        { AttributeName: 'postId', KeyType: 'RANGE' },
      ],
    ]);
  });

  test('the stream has the shards and retention of the scenario, and is encrypted', () => {
    expect(onlyResourceOf(data, 'AWS::Kinesis::Stream')).toMatchObject({
      ShardCount: 4,
      RetentionPeriodHours: 72,
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
    });
  });

  test('the stream, which is paid by the hour, does not outlive a first deployment that fails', () => {
    const [[, stream] = []] = resourcesOf(data, 'AWS::Kinesis::Stream');
    expect(stream?.DeletionPolicy).toBe('RetainExceptOnCreate');
  });

  test('the context can override the number of shards', () => {
    const { data } = synthesizeTemplates({ shards: '7' });
    expect(onlyResourceOf(data, 'AWS::Kinesis::Stream')).toMatchObject({ ShardCount: 7 });
  });

  test('the quarantine is encrypted, refuses plain HTTP and keeps records for 14 days', () => {
    expect(onlyResourceOf(data, 'AWS::SQS::Queue')).toMatchObject({
      MessageRetentionPeriod: 14 * 24 * 3_600,
      SqsManagedSseEnabled: true,
    });
    expect(onlyResourceOf(data, 'AWS::SQS::QueuePolicy')['PolicyDocument']).toMatchObject({
      Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    });
  });

  test('the visitor key is generated, with at least 256 bits', () => {
    const secret = onlyResourceOf(data, 'AWS::SecretsManager::Secret');
    const { PasswordLength } = secret['GenerateSecretString'] as { PasswordLength: number };
    expect(PasswordLength * Math.log2(62)).toBeGreaterThanOrEqual(256);
  });

  test('with an OIDC issuer there is no visitor key', () => {
    const { data } = synthesizeTemplates(oidcContext);
    expect(resourcesOf(data, 'AWS::SecretsManager::Secret')).toEqual([]);
  });
});

/** Names of stacks, exports, APIs and metrics; all else is named by CloudFormation after its stack. */
function uniqueNamesOf({ data, service, stacks }: LikesTemplates): unknown[] {
  const outputs = [...Object.values(data.findOutputs('*')), ...Object.values(service.findOutputs('*'))];
  const functions = resourcesOf(service, 'AWS::Lambda::Function').map(([, it]) => it.Properties);
  return [
    ...stacks.map((it) => it.stackName),
    ...outputs.flatMap(({ Export }) => (Export ? [(Export as { Name: string }).Name] : [])),
    onlyResourceOf(service, 'AWS::ApiGatewayV2::Api')['Name'],
    ...functions.map(
      (it) =>
        (it['Environment'] as { Variables: Record<string, unknown> }).Variables[
          'POWERTOOLS_METRICS_NAMESPACE'
        ],
    ),
  ];
}

describe('both stacks', () => {
  test('name no resource, so that deployments can stand side by side', () => {
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
    expect(named).toEqual([]);
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

  test('say where everything is', () => {
    const outputs = [...Object.keys(data.findOutputs('*')), ...Object.keys(service.findOutputs('*'))];
    expect(outputs.filter((it) => !it.startsWith('ExportsOutput'))).toEqual([
      'LikeEventsStream',
      'CountersTable',
      'LikesTable',
      'QuarantineQueue',
      'QuarantineQueueUrl',
      'VisitorKeyArn',
      'Url',
    ]);
  });
});
