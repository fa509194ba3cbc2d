import { describe, expect, test } from 'vitest';
import { readContext } from '../../bin/read-context.ts';
import { rigNames, scenarioNames } from '../../scenarios/index.ts';
import { socialMedia } from '../../scenarios/social-media.ts';
import { ownDomainContext } from '../lib/synthesize-templates.ts';

const known = `known scenarios: ${scenarioNames.join(', ')}; known rigs: ${rigNames.join(', ')}`;

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
    [
      { target: 'localstack', allowedOrigins: 'https://a.example' },
      'allowedOrigins: not with target=localstack, whose REST API has no CORS',
    ],
    [{ allowedOrigins: '*' }, 'allowedOrigins: "*" is not an origin such as https://example.com'],
    [
      { allowedOrigins: 'https://a.example/' },
      'allowedOrigins: "https://a.example/" is not an origin such as https://example.com',
    ],
    [
      { allowedOrigins: 'https://a.example,,' },
      'allowedOrigins: "" is not an origin such as https://example.com',
    ],
    [
      { allowedOrigins: 'ftp://a.example' },
      'allowedOrigins: "ftp://a.example" is not an origin such as https://example.com',
    ],
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
    [
      { allowedOrigins: ['https://a.example'] },
      'allowedOrigins: "["https://a.example"]" is not an origin such as https://example.com',
    ],
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
      'shard: there is no such context; known: scenario, stage, shards, batchWindowSeconds, target, allowedOrigins, domainName, certificateArn, oidcIssuer, oidcAudience',
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
      scenario: socialMedia,
      stage: 'dev',
      target: 'aws',
      allowedOrigins: [],
      ownDomain: undefined,
      oidc: undefined,
    });
  });

  test('the keys of the CDK itself are passed over', () => {
    expect(
      readContext({ '@aws-cdk/core:stackRelativeExports': true, 'aws:cdk:enable-path-metadata': true }),
    ).toEqual(readContext({}));
  });

  test.each(['prod', 'pr-12', 'x', 'sixteen-letters1'])('%s is a stage', (stage) => {
    expect(readContext({ stage })).toMatchObject({ stage });
  });

  test.each([...scenarioNames, ...rigNames])('%s can be selected as scenario', (scenario) => {
    expect(readContext({ scenario })).toMatchObject({ scenario: { name: scenario } });
  });

  test('spaces around a value mean nothing', () => {
    expect(readContext({ scenario: ' hot-post ', shards: ' 2 ', stage: ' prod' })).toMatchObject({
      scenario: { name: 'hot-post', stream: { shards: 2 } },
      stage: 'prod',
    });
  });

  test('an empty value counts as not set for a key that has no default value', () => {
    const keys = ['allowedOrigins', 'domainName', 'certificateArn', 'oidcIssuer', 'oidcAudience'];
    expect(readContext(Object.fromEntries(keys.map((key) => [key, ' '])))).toEqual(readContext({}));
  });

  test('shards override the scenario and leave its other settings', () => {
    const stream = { ...socialMedia.stream, shards: 12 };
    expect(readContext({ shards: '12' })).toMatchObject({ scenario: { ...socialMedia, stream } });
    expect(readContext({ shards: 12 })).toMatchObject({ scenario: { stream } });
  });

  test('a batch window overrides the scenario, and may be zero', () => {
    const eventSourceMapping = { ...socialMedia.eventSourceMapping, batchWindowSeconds: 0 };
    expect(readContext({ batchWindowSeconds: '0' })).toMatchObject({
      scenario: { ...socialMedia, eventSourceMapping },
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

  test('a domain comes with its certificate', () => {
    expect(readContext(ownDomainContext)).toMatchObject({ ownDomain: ownDomainContext });
  });

  test('an OIDC issuer comes with its audience', () => {
    expect(readContext({ oidcIssuer: 'https://id.example/', oidcAudience: 'likes' })).toMatchObject({
      oidc: { issuer: 'https://id.example/', audience: 'likes' },
    });
  });
});
