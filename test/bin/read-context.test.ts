import { describe, expect, test } from 'vitest';
import { readDeployment } from '../../bin/read-deployment.ts';
import { rigNames, scenarioNames } from '../../scenarios/index.ts';
import { planOf } from '../../planner/make-plan.ts';
import { socialMedia } from '../../scenarios/social-media.ts';
import { ownDomainContext } from '../lib/synthesize-templates.ts';

/** A stage with a file is tested in deployment-file.test.ts. */
function readContext(context: Record<string, unknown>) {
  const found = readDeployment({ context, directory: '/nonexistent' });
  return 'problem' in found ? found : found.deployment;
}

const { capacity } = planOf(socialMedia);
const known = `known scenarios: ${scenarioNames.join(', ')}; known rigs: ${rigNames.join(', ')}`;

const origin = 'an origin such as https://example.com, nor one of * https://* http://*';

describe('bad context', () => {
  test.each([
    [{ scenario: 'social-medai' }, `scenario: unknown "social-medai"; ${known}`],
    [{ scenario: '' }, `scenario: unknown ""; ${known}`],
    [{ scenario: { name: 'x' } }, `scenario: unknown "{"name":"x"}"; ${known}`],
    [{ shards: '0' }, 'shards: "0" is not a whole number from 1 to 10000'],
    [{ shards: '' }, 'shards: "" is not a whole number from 1 to 10000'],
    [{ shards: '-1' }, 'shards: "-1" is not a whole number from 1 to 10000'],
    [{ shards: '2.5' }, 'shards: "2.5" is not a whole number from 1 to 10000'],
    [{ shards: '1e3' }, 'shards: "1e3" is not a whole number from 1 to 10000'],
    [{ shards: '10001' }, 'shards: "10001" is not a whole number from 1 to 10000'],
    [{ batchWindowSeconds: '301' }, 'batchWindowSeconds: "301" is not a whole number from 0 to 300'],
    [{ batchWindowSeconds: '-1' }, 'batchWindowSeconds: "-1" is not a whole number from 0 to 300'],
    [{ target: 'azure' }, 'target: unknown "azure"; known: aws, localstack'],
    [{ target: '' }, 'target: unknown ""; known: aws, localstack'],
    [{ allowedOrigins: 'https://*.example.com' }, `allowedOrigins: "https://*.example.com" is not ${origin}`],
    [{ allowedOrigins: 'https://a.example:*' }, `allowedOrigins: "https://a.example:*" is not ${origin}`],
    [{ allowedOrigins: '*.example.com' }, `allowedOrigins: "*.example.com" is not ${origin}`],
    [{ allowedOrigins: '**' }, `allowedOrigins: "**" is not ${origin}`],
    [{ allowedOrigins: 'null' }, `allowedOrigins: "null" is not ${origin}`],
    [{ auth: 'nobody' }, 'auth: "nobody" is not visitors; an issuer is named by oidcIssuer'],
    [
      { auth: 'visitors', oidcIssuer: 'https://id.example', oidcAudience: 'likes' },
      'auth: visitors exclude an oidcIssuer',
    ],
    [{ challenge: 'turnstile' }, 'challenge: "turnstile" is not none or proof-of-work'],
    [{ edge: 'yes' }, 'edge: "yes" is not true or false'],
    [{ canary: 'yes' }, 'canary: "yes" is not on or off'],
    [{ canary: 'on', target: 'localstack' }, 'canary: not with target=localstack'],
    [{ operations: 'maybe' }, 'operations: "maybe" is not on or off'],
    [
      { edge: 'true', target: 'localstack' },
      'edge: not with target=localstack, whose free edition has no CloudFront',
    ],
    [
      { edge: 'true', ...ownDomainContext },
      'certificateArn: it is in eu-west-1, and CloudFront takes certificates of us-east-1 only',
    ],
    [{ region: 'Milan' }, 'region: "Milan" is not a region such as eu-west-1'],
    [{ requestsPerSecond: '0' }, 'requestsPerSecond: "0" is not a whole number from 1 to 1000000'],
    [{ actionBurstPerPerson: '99' }, 'actionBurstPerPerson: "99" is not a whole number from 100 to 1000000'],
    [
      { visitorsPerSecondPerAddress: '0' },
      'visitorsPerSecondPerAddress: "0" is not a whole number from 1 to 1000000',
    ],
    [{ burstRequests: 'all' }, 'burstRequests: "all" is not a whole number from 1 to 1000000'],
    [
      { ...ownDomainContext, region: 'eu-south-1' },
      'certificateArn: it is in eu-west-1, and the deployment in eu-south-1',
    ],
    [{ allowedOrigins: 'https://a.example/' }, `allowedOrigins: "https://a.example/" is not ${origin}`],
    [{ allowedOrigins: 'https://a.example,,' }, `allowedOrigins: "" is not ${origin}`],
    [{ allowedOrigins: 'ftp://a.example' }, `allowedOrigins: "ftp://a.example" is not ${origin}`],
    [
      { domainName: 'likes.example.com' },
      'certificateArn: missing; domainName and certificateArn go together',
    ],
    [
      { certificateArn: ownDomainContext.certificateArn },
      'domainName: missing; domainName and certificateArn go together',
    ],
    [
      { ...ownDomainContext, domainName: 'https://likes.example.com' },
      'domainName: "https://likes.example.com" is not a name such as likes.example.com',
    ],
    [
      { ...ownDomainContext, certificateArn: 'arn:aws:iam::123456789012:server-certificate/likes' },
      'certificateArn: "arn:aws:iam::123456789012:server-certificate/likes" is not the ARN of an ACM certificate',
    ],
    [{ ...ownDomainContext, target: 'localstack' }, 'domainName: not with target=localstack'],
    [{ oidcIssuer: 'https://id.example' }, 'oidcAudience: missing; oidcIssuer and oidcAudience go together'],
    [{ oidcAudience: 'likes' }, 'oidcIssuer: missing; oidcIssuer and oidcAudience go together'],
    [
      { oidcIssuer: 'http://id.example', oidcAudience: 'likes' },
      'oidcIssuer: "http://id.example" is not an https URL without query and fragment',
    ],
    [
      { oidcIssuer: 'https://', oidcAudience: 'likes' },
      'oidcIssuer: "https://" is not an https URL without query and fragment',
    ],
    [
      { oidcIssuer: 'https://id.example/?tenant=1', oidcAudience: 'likes' },
      'oidcIssuer: "https://id.example/?tenant=1" is not an https URL without query and fragment',
    ],
    [
      { oidcIssuer: 'https://a b', oidcAudience: 'likes' },
      'oidcIssuer: "https://a b" is not an https URL without query and fragment',
    ],
    [{ allowedOrigins: ['https://a.example'] }, `allowedOrigins: "["https://a.example"]" is not ${origin}`],
    [{ batchWindowSeconds: null }, 'batchWindowSeconds: "null" is not a whole number from 0 to 300'],
    [
      { ...ownDomainContext, domainName: ' ' },
      'domainName: missing; domainName and certificateArn go together',
    ],
    [
      { target: 'localstack', certificateArn: ownDomainContext.certificateArn },
      'domainName: missing; domainName and certificateArn go together',
    ],
    [
      { shard: '8', scenario: 'nonsense' },
      'shard: there is no such context; known: scenario, stage, shards, batchWindowSeconds, target, region, allowedOrigins, domainName, certificateArn, auth, oidcIssuer, oidcAudience, challenge, edge, live, rollout, rotateKeys, tracing, canary, operations, requestsPerSecond, burstRequests, actionsPerSecondPerPerson, actionBurstPerPerson, readsPerSecondPerPerson, readBurstPerPerson, actionsPerSecondPerAddress, actionBurstPerAddress, visitorsPerSecondPerAddress, visitorBurstPerAddress',
    ],
  ])('%j is answered with what is wrong', (context, problem) => {
    expect(readContext(context)).toEqual({ problem });
  });

  test.each(['Scenario', 'constructor', 'toString', '__proto__'])('%s is no key', (key) => {
    const context = Object.fromEntries([[key, 'x']]);
    expect(readContext(context)).toEqual({
      problem: expect.stringContaining(`${key}: there is no such context; known: scenario, stage,`),
    });
  });

  test('if there are several mistakes, the one of the first key is told', () => {
    expect(readContext({ shards: '0', scenario: 'x' })).toEqual({
      problem: `scenario: unknown "x"; ${known}`,
    });
  });

  test.each(['', 'Dev', '1st', 'dev_1', 'a--b', '-a', 'a-', 'a.b', 'seventeen-letters'])(
    '"%s" is no stage',
    (stage) => {
      const expected = 'a name such as dev or pr-12: lower-case letters, digits and hyphens, up to 16';
      expect(readContext({ stage })).toEqual({ problem: `stage: "${stage}" is not ${expected}` });
    },
  );
});

describe('good context', () => {
  test('the default is the social media scenario in stage dev, with visitors and no other origin', () => {
    expect(readContext({})).toEqual({
      plan: planOf(socialMedia),
      stage: 'dev',
      target: 'aws',
      region: undefined,
      allowedOrigins: [],
      ownDomain: undefined,
      oidc: undefined,
      rollout: 'all-at-once',
      rotateKeys: true,
      tracing: false,
    });
  });

  test('the keys of the CDK itself are passed over', () => {
    expect(
      readContext({ '@aws-cdk/core:stackRelativeExports': true, 'aws:cdk:enable-path-metadata': true }),
    ).toEqual(readContext({}));
  });

  test.each(['staging', 'pr-12', 'x', 'sixteen-letters1', 'product', 'alive'])('%s is a stage', (stage) => {
    expect(readContext({ stage })).toMatchObject({ stage });
  });

  test.each([...scenarioNames, ...rigNames])('%s can be selected as scenario', (scenario) => {
    expect(readContext({ scenario })).toMatchObject({ plan: { name: scenario } });
  });

  test('spaces around a value mean nothing', () => {
    expect(readContext({ scenario: ' hot-post ', shards: ' 2 ', stage: ' test' })).toMatchObject({
      plan: { name: 'hot-post', capacity: { stream: { shards: 2 } } },
      stage: 'test',
    });
  });

  test('an empty value counts as not set for a key that has no default value', () => {
    const keys = [
      'region',
      'allowedOrigins',
      'domainName',
      'certificateArn',
      'auth',
      'oidcIssuer',
      'oidcAudience',
    ];
    expect(readContext(Object.fromEntries(keys.map((key) => [key, ' '])))).toEqual(readContext({}));
  });

  test('shards override the scenario and leave its other settings', () => {
    const stream = { ...capacity.stream, shards: 12 };
    expect(readContext({ shards: '12' })).toMatchObject({ plan: { capacity: { ...capacity, stream } } });
    expect(readContext({ shards: 12 })).toMatchObject({ plan: { capacity: { stream } } });
  });

  test('a batch window overrides the scenario, and may be zero', () => {
    const eventSourceMapping = { ...capacity.eventSourceMapping, batchWindowSeconds: 0 };
    expect(readContext({ batchWindowSeconds: '0' })).toMatchObject({
      plan: { capacity: { ...capacity, eventSourceMapping } },
    });
  });

  test('the target can be LocalStack', () => {
    expect(readContext({ target: 'localstack' })).toMatchObject({ target: 'localstack' });
  });

  test('origins are split, trimmed and unique', () => {
    expect(
      readContext({ allowedOrigins: 'https://a.example, http://localhost:3000,https://a.example' }),
    ).toMatchObject({
      allowedOrigins: ['https://a.example', 'http://localhost:3000'],
    });
  });

  test.each(['*', 'https://*', 'http://*'])('%s allows many origins, as API Gateway does', (wildcard) => {
    expect(readContext({ allowedOrigins: wildcard })).toMatchObject({ allowedOrigins: [wildcard] });
  });

  test('origins are allowed on LocalStack too', () => {
    expect(readContext({ target: 'localstack', allowedOrigins: 'http://localhost:5173' })).toMatchObject({
      allowedOrigins: ['http://localhost:5173'],
    });
  });

  test('throttling overrides the scenario, each of its numbers by itself', () => {
    const { throttling } = capacity;
    expect(readContext({ requestsPerSecond: '100' })).toMatchObject({
      plan: {
        capacity: {
          throttling: {
            requestsPerSecond: 100,
            burstRequests: throttling.burstRequests,
            // No route takes more than the whole API.
            routes: {
              likeMany: { requestsPerSecond: 100 },
              issueVisitor: { requestsPerSecond: 100 },
              poseChallenge: { requestsPerSecond: 100 },
            },
          },
        },
      },
    });
    expect(readContext({ burstRequests: '50' })).toMatchObject({
      plan: { capacity: { throttling: { ...throttling, burstRequests: 50, routes: expect.anything() } } },
    });
  });

  test('what one person or address may ask for overrides the scenario, each number by itself', () => {
    expect(readContext({ actionsPerSecondPerPerson: '1000', visitorBurstPerAddress: '3' })).toMatchObject({
      plan: {
        capacity: {
          fairness: { ...capacity.fairness, actionsPerSecondPerPerson: 1_000, visitorBurstPerAddress: 3 },
        },
      },
    });
  });

  test('a domain comes with its certificate', () => {
    expect(readContext(ownDomainContext)).toMatchObject({ ownDomain: ownDomainContext });
  });

  test('an OIDC issuer comes with its audience', () => {
    expect(readContext({ oidcIssuer: 'https://id.example/', oidcAudience: 'likes' })).toMatchObject({
      oidc: { issuer: 'https://id.example/', audience: 'likes' },
    });
  });
});
