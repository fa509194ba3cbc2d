import { describe, expect, it } from 'vitest';
import { oidcContext, onlyResourceOf, resourcesOf, synthesizeTemplates } from './synthesize-templates.ts';

const { data, service, stacks } = synthesizeTemplates();
const tables = resourcesOf(data, 'AWS::DynamoDB::Table');

const statefulTypes = [
  'AWS::Kinesis::Stream',
  'AWS::DynamoDB::Table',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
];
const stateful = statefulTypes.flatMap((type) => resourcesOf(data, type));

describe.each(stateful)('%s', (_logicalId, { DeletionPolicy, UpdateReplacePolicy }) => {
  it('outlives its stack and its replacement', () => {
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });
});

describe.each(tables)('%s', (_logicalId, { Properties }) => {
  it('is recoverable to a point in time, on demand and protected from deletion', () => {
    expect(Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
    });
  });
});

describe('data stack', () => {
  it('holds all that is stateful: stream, two tables, quarantine and visitor key', () => {
    expect(stateful).toHaveLength(5);
    expect(statefulTypes.flatMap((type) => resourcesOf(service, type))).toEqual([]);
  });

  it('counters are keyed by post and bucket, the ledger by user and post', () => {
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

  it('the stream has the shards and retention of the scenario, and is encrypted', () => {
    expect(onlyResourceOf(data, 'AWS::Kinesis::Stream')).toMatchObject({
      ShardCount: 4,
      RetentionPeriodHours: 72,
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
    });
  });

  it('the context can override the number of shards', () => {
    const { data } = synthesizeTemplates({ shards: '7' });
    expect(onlyResourceOf(data, 'AWS::Kinesis::Stream')).toMatchObject({ ShardCount: 7 });
  });

  it('the quarantine is encrypted, refuses plain HTTP and keeps records for 14 days', () => {
    expect(onlyResourceOf(data, 'AWS::SQS::Queue')).toMatchObject({
      MessageRetentionPeriod: 14 * 24 * 3_600,
      SqsManagedSseEnabled: true,
    });
    expect(onlyResourceOf(data, 'AWS::SQS::QueuePolicy')['PolicyDocument']).toMatchObject({
      Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    });
  });

  it('the visitor key is generated, with at least 256 bits', () => {
    const secret = onlyResourceOf(data, 'AWS::SecretsManager::Secret');
    const { PasswordLength } = secret['GenerateSecretString'] as { PasswordLength: number };
    expect(PasswordLength * Math.log2(62)).toBeGreaterThanOrEqual(256);
  });

  it('with an OIDC issuer there is no visitor key', () => {
    const { data } = synthesizeTemplates(oidcContext);
    expect(resourcesOf(data, 'AWS::SecretsManager::Secret')).toEqual([]);
  });
});

describe('both stacks', () => {
  it('name no resource, so that deployments can stand side by side', () => {
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

  it('are joined by exports, which CloudFormation keeps while they are in use', () => {
    const template = JSON.stringify(service.toJSON());
    expect(template).toContain('Fn::ImportValue');
    expect(template).not.toContain('Fn::GetStackOutput');
  });

  it('are named and tagged by scenario', () => {
    expect(stacks.map((it) => it.stackName)).toEqual([
      'Likes-social-media-Data',
      'Likes-social-media-Service',
    ]);
    const tags = { project: 'likes-counter', scenario: 'social-media' };
    expect(stacks.map((it) => it.tags.tagValues())).toEqual([tags, tags]);
  });

  it('say where everything is', () => {
    const outputs = [...Object.keys(data.findOutputs('*')), ...Object.keys(service.findOutputs('*'))];
    expect(outputs.filter((it) => !it.startsWith('ExportsOutput'))).toEqual([
      'LikeEventsStream',
      'CountersTable',
      'LikesTable',
      'QuarantineQueueUrl',
      'Url',
    ]);
  });
});
