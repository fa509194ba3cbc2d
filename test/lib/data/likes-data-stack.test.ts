import { describe, expect, test } from 'vitest';
import {
  oidcContext,
  onlyResourceOf,
  resourceNamed,
  resourcesOf,
  synthesizeTemplates,
} from '../synthesize-templates.ts';

const { data, service } = synthesizeTemplates();
const tables = resourcesOf(data, 'AWS::DynamoDB::Table');

const statefulTypes = [
  'AWS::Kinesis::Stream',
  'AWS::DynamoDB::Table',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
];
/** What is derived from the rest, or gone in a moment. */
const isTransient = ([logicalId]: readonly [string, unknown]) =>
  /^(CountUpdates|Broadcast|Connections)/.test(logicalId);
const ofState = statefulTypes.flatMap((type) => resourcesOf(data, type));
const stateful = ofState.filter((it) => !isTransient(it));

describe.each(stateful)('%s', (_logicalId, { DeletionPolicy, UpdateReplacePolicy }) => {
  test('outlives its stack and its replacement', () => {
    expect(['Retain', 'RetainExceptOnCreate']).toContain(DeletionPolicy);
    expect(UpdateReplacePolicy).toBe('Retain');
  });
});

describe.each(tables.filter((it) => !isTransient(it)))('%s', (_logicalId, { Properties }) => {
  test('is recoverable to a point in time, on demand and protected from deletion', () => {
    expect(Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
    });
  });
});

describe('data stack', () => {
  test('holds all that is stateful: stream, four tables, quarantine, burst queue with its DLQ, last resort, and the visitors’ two keys', () => {
    expect(stateful).toHaveLength(11);
    expect(statefulTypes.flatMap((type) => resourcesOf(service, type))).toEqual([]);
  });

  test('what is derived or gone in a moment goes with its stack', () => {
    const transient = ofState.filter(isTransient);
    expect(transient.map(([, { DeletionPolicy }]) => DeletionPolicy)).toEqual(['Delete', 'Delete', 'Delete']);
  });

  test('without live counts there is nothing of them', () => {
    const { data } = synthesizeTemplates({ scenario: 'small-site' });
    expect(statefulTypes.flatMap((type) => resourcesOf(data, type)).filter(isTransient)).toEqual([]);
    expect(resourcesOf(data, 'AWS::DynamoDB::Table')).toHaveLength(3);
  });

  test('the key of a counter is one attribute, so that each bucket is a partition key of its own; the ledger is keyed by user and post, and posts are in the order of time', () => {
    expect(tables.map(([, { Properties }]) => Properties['KeySchema'])).toEqual([
      [{ AttributeName: 'counter', KeyType: 'HASH' }],
      [
        { AttributeName: 'userId', KeyType: 'HASH' },
        { AttributeName: 'postId', KeyType: 'RANGE' },
      ],
      [
        { AttributeName: 'feed', KeyType: 'HASH' },
        { AttributeName: 'place', KeyType: 'RANGE' },
      ],
      [
        { AttributeName: 'series', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      [
        { AttributeName: 'watched', KeyType: 'HASH' },
        { AttributeName: 'connectionId', KeyType: 'RANGE' },
      ],
    ]);
  });

  test('the stream has the shards and retention of the scenario, and is encrypted', () => {
    expect(resourceNamed(data, 'AWS::Kinesis::Stream', 'LikeEvents')).toMatchObject({
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
    expect(resourceNamed(data, 'AWS::Kinesis::Stream', 'LikeEvents')).toMatchObject({ ShardCount: 7 });
  });

  test('every queue is encrypted, refuses plain HTTP and keeps messages for 14 days, but for what is to be broadcast', () => {
    const queues = resourcesOf(data, 'AWS::SQS::Queue');
    const policies = resourcesOf(data, 'AWS::SQS::QueuePolicy');
    expect([queues.length, policies.length]).toEqual([4, 4]);
    for (const [logicalId, { Properties }] of queues) {
      expect(Properties).toMatchObject({
        MessageRetentionPeriod: logicalId.startsWith('Broadcast') ? 600 : 14 * 24 * 3_600,
        SqsManagedSseEnabled: true,
      });
    }
    for (const [, { Properties }] of policies) {
      expect(Properties['PolicyDocument']).toMatchObject({
        Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      });
    }
  });

  test('the last resort is private, encrypted, refuses plain HTTP, and lets nothing expire but what was deleted', () => {
    expect(onlyResourceOf(data, 'AWS::S3::Bucket')).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          {
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            ExpiredObjectDeleteMarker: true,
            NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            Status: 'Enabled',
          },
        ],
      },
    });
    expect(onlyResourceOf(data, 'AWS::S3::BucketPolicy')['PolicyDocument']).toMatchObject({
      Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    });
  });

  test('the visitors’ keys are generated, with at least 256 bits, and a change to how would forget them', () => {
    const secrets = resourcesOf(data, 'AWS::SecretsManager::Secret');
    expect(secrets).toHaveLength(2);
    for (const [, { Properties }] of secrets)
      expect(Properties['GenerateSecretString']).toEqual({ PasswordLength: 64, ExcludePunctuation: true });
    expect(64 * Math.log2(62)).toBeGreaterThanOrEqual(256);
  });

  test('a table that is named is used by the functions and not made, and the others are', () => {
    const { data, service } = synthesizeTemplates({ stage: 'restored' });
    expect(resourcesOf(data, 'AWS::DynamoDB::Table').map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
      'Posts',
      'Connections',
    ]);
    expect(data.findOutputs('CountersTable')).toMatchObject({
      CountersTable: { Value: 'counters-restored' },
    });
    const text = JSON.stringify(service.toJSON());
    expect(text).toContain('"COUNTERS_TABLE":"counters-restored"');
    expect(text).toContain(':table/counters-restored/index/split-posts');
    expect(text).not.toMatch(/ImportValue[^}]*(Counters|RefLikes|Timeline)/);
  });

  test('with an OIDC issuer there is no visitor key', () => {
    const { data } = synthesizeTemplates(oidcContext);
    expect(resourcesOf(data, 'AWS::SecretsManager::Secret')).toEqual([]);
  });
});
