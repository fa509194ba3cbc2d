import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { planOf } from '../../../planner/make-plan.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { oidcContext, resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const { capacity } = planOf(socialMedia);
const { service } = synthesizeTemplates();
const functions = resourcesOf(service, 'AWS::Lambda::Function');
const logGroups = resourcesOf(service, 'AWS::Logs::LogGroup');

function environmentOf(name: string, template: Template) {
  const environments = resourcesOf(template, 'AWS::Lambda::Function').map(
    ([, { Properties }]) => (Properties['Environment'] as { Variables: Record<string, unknown> }).Variables,
  );
  return environments.find((it) => it['POWERTOOLS_SERVICE_NAME'] === name);
}

describe.each(functions)('%s', (logicalId, { Properties }) => {
  test('runs an ESM bundle on arm64 and Node 24', () => {
    expect(Properties).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
    });
  });

  test('states its memory, and a timeout within what its caller waits', () => {
    expect(Properties['MemorySize']).toBeGreaterThanOrEqual(128);
    // API Gateway gives up after 30 s. source: HTTP API quotas
    const limitSeconds = /^(BatchLikes|Broadcast|DrainBurst|MergeBuckets|RollUp)/.test(logicalId) ? 900 : 29;
    expect(Properties['Timeout']).toBeGreaterThan(0);
    expect(Properties['Timeout']).toBeLessThanOrEqual(limitSeconds);
  });
});

describe.each(logGroups)('%s', (_logicalId, { Properties }) => {
  test('keeps its log for the days of the scenario', () => {
    expect(Properties['RetentionInDays']).toBe(capacity.logRetentionDays);
  });
});

describe('functions', () => {
  test('no two share a role', () => {
    const roles = functions.map(([, { Properties }]) => JSON.stringify(Properties['Role']));
    expect(new Set(roles).size).toBe(functions.length);
    expect(resourcesOf(service, 'AWS::IAM::Role')).toHaveLength(functions.length);
  });

  test('no two share a log group', () => {
    const groups = functions.map(
      ([, { Properties }]) => (Properties['LoggingConfig'] as { LogGroup: { Ref: string } }).LogGroup.Ref,
    );
    expect(new Set(groups).size).toBe(functions.length);
    expect(logGroups.map(([logicalId]) => logicalId)).toEqual(expect.arrayContaining(groups));
  });

  test('batch-likes has time for the largest batch while all lanes share the writes of a new table', () => {
    // A batch is at most 6 MB of base64, and a new table takes 4,000 writes/s.
    // source: Lambda limits; DynamoDB on-demand capacity mode
    const { workload } = socialMedia;
    const { stream, functions } = capacity;
    const largestBatchEvents = (6_000_000 * 0.75) / workload.eventBytes;
    const secondsOfWrites = (largestBatchEvents * stream.shards) / 4_000;
    expect(functions.batchLikes.timeoutSeconds).toBeGreaterThan(2 * secondsOfWrites);
  });

  test.each([
    [
      'accept-like',
      [
        'ADDRESS_RATE',
        'BURST_QUEUE_URL',
        'LIKE_EVENTS_STREAM',
        'LIKE_EVENTS_STREAM_ARN',
        'PERSON_RATE',
        'POSTS_TABLE',
        'VISITOR_KEY_SECRET_ARN',
      ],
    ],
    ['drain-burst', ['BURST_QUEUE_URL', 'LIKE_EVENTS_STREAM', 'QUARANTINE_QUEUE_URL']],
    [
      'batch-likes',
      [
        'COUNTERS_TABLE',
        'COUNT_UPDATES_STREAM',
        'LIKES_TABLE',
        'QUARANTINE_QUEUE_URL',
        'ROOT_SLOTS',
        'SPLIT_POLICY',
        'TOMBSTONE_SECONDS',
      ],
    ],
    ['merge-buckets', ['COUNTERS_TABLE', 'SPLIT_POLICY', 'SPLIT_POSTS_INDEX', 'TOMBSTONE_SECONDS']],
    [
      'read-counts',
      [
        'COUNTERS_TABLE',
        'LIKES_TABLE',
        'PERSON_RATE',
        'POSTS_TABLE',
        'ROOT_SLOTS',
        'TIMELINE_TABLE',
        'VISITOR_KEY_SECRET_ARN',
      ],
    ],
    ['issue-visitor', ['ADDRESS_RATE', 'SEAL_KEY_SECRET_ARN', 'VISITOR_KEY_SECRET_ARN']],
    ['rotate-keys', ['VISITOR_KEY_SECRET_ARN']],
    ['describe-api', ['LIVE_URL']],
    [
      'roll-up',
      [
        'BROADCAST_QUEUE_URL',
        'CONNECTIONS_TABLE',
        'COUNTERS_TABLE',
        'ROOT_SLOTS',
        'TIMELINE_DAYS',
        'TIMELINE_FROM_LIKES',
        'TIMELINE_TABLE',
      ],
    ],
    [
      'answer-viewer',
      ['CONNECTIONS_TABLE', 'CONNECTION_SLOTS', 'COUNTERS_TABLE', 'PERSON_RATE', 'VISITOR_KEY_SECRET_ARN'],
    ],
    ['broadcast', ['BROADCAST_QUEUE_URL', 'CONNECTIONS_TABLE', 'CONNECTIONS_URL', 'CONNECTION_SLOTS']],
  ])('%s is told what it uses and nothing else', (name, variables) => {
    const told = Object.keys(environmentOf(name, service) ?? {});
    expect(told.filter((it) => !it.startsWith('POWERTOOLS_')).sort()).toEqual(variables);
  });

  test.each([
    ['4', capacity.hotPosts.buckets],
    ['1000', 63],
  ])('with %s shards a split post has %i buckets, which hold a mark of every lane', (shards, buckets) => {
    const { service: deployed } = synthesizeTemplates({ shards });
    for (const name of ['batch-likes', 'merge-buckets']) {
      const { SPLIT_POLICY } = environmentOf(name, deployed) as { SPLIT_POLICY: string };
      expect(JSON.parse(SPLIT_POLICY)).toEqual({ ...capacity.hotPosts, buckets });
    }
  });

  test('they are told the share of a person and of an address that the plan states', () => {
    const { fairness } = capacity;
    const rateOf = (name: string, of: string) => JSON.parse(String(environmentOf(name, service)?.[of]));
    expect(rateOf('accept-like', 'PERSON_RATE')).toEqual({
      perSecond: fairness.actionsPerSecondPerPerson,
      burst: fairness.actionBurstPerPerson,
    });
    expect(rateOf('accept-like', 'ADDRESS_RATE')).toEqual({
      perSecond: fairness.actionsPerSecondPerAddress,
      burst: fairness.actionBurstPerAddress,
    });
    expect(rateOf('read-counts', 'PERSON_RATE')).toEqual({
      perSecond: fairness.readsPerSecondPerPerson,
      burst: fairness.readBurstPerPerson,
    });
    expect(rateOf('issue-visitor', 'ADDRESS_RATE')).toEqual({
      perSecond: fairness.visitorsPerSecondPerAddress,
      burst: fairness.visitorBurstPerAddress,
    });
  });

  test('with an OIDC issuer they verify its tokens, and none issues visitors', () => {
    const { service } = synthesizeTemplates(oidcContext);
    const oidc = { OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'likes' };
    expect(environmentOf('accept-like', service)).toMatchObject(oidc);
    expect(environmentOf('read-counts', service)).toMatchObject(oidc);
    expect(environmentOf('issue-visitor', service)).toBeUndefined();
    expect(JSON.stringify(service.toJSON())).not.toContain('VISITOR_KEY_SECRET_ARN');
  });
});
