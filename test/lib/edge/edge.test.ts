// What must hold of a deployment behind an edge, and of one without.

import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { Edge } from '../../../lib/edge/edge.ts';
import { EdgeSecret } from '../../../lib/edge/edge-secret.ts';
import {
  edgeDomainContext,
  makeApp,
  onlyResourceOf,
  resourcesOf,
  synthesizeTemplates,
} from '../synthesize-templates.ts';

const { service } = synthesizeTemplates({ edge: 'true', allowedOrigins: 'https://a.example' });
const text = JSON.stringify(service.toJSON());

interface Behavior {
  readonly PathPattern?: string;
  readonly ViewerProtocolPolicy: string;
  readonly AllowedMethods?: readonly string[];
}
interface Distribution {
  readonly DefaultCacheBehavior: Behavior;
  readonly CacheBehaviors: readonly Behavior[];
  readonly Origins: readonly {
    readonly OriginCustomHeaders?: readonly { readonly HeaderName: string; readonly HeaderValue: unknown }[];
    readonly CustomOriginConfig?: { readonly OriginProtocolPolicy: string };
    readonly OriginAccessControlId?: unknown;
  }[];
  readonly CustomErrorResponses: readonly { readonly ErrorCachingMinTTL: number }[];
  readonly Aliases?: readonly string[];
  readonly WebACLId?: unknown;
}

const distributionOf = (template: Template) =>
  onlyResourceOf(template, 'AWS::CloudFront::Distribution')['DistributionConfig'] as Distribution;
const distribution = distributionOf(service);

const headersOf = (template: Template) =>
  resourcesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy').map(
    ([, { Properties }]) =>
      Properties['ResponseHeadersPolicyConfig'] as {
        readonly Comment: string;
        readonly CorsConfig?: { readonly AccessControlAllowOrigins: { readonly Items: readonly string[] } };
        readonly SecurityHeadersConfig: {
          readonly ContentSecurityPolicy: {
            readonly ContentSecurityPolicy: unknown;
            readonly Override: boolean;
          };
        };
      },
  );

const httpFunctions = ['accept-like', 'describe-api', 'issue-visitor', 'read-counts'];

describe('without an edge', () => {
  test('nothing of it is in the template', () => {
    const plain = JSON.stringify(synthesizeTemplates().service.toJSON());
    for (const word of ['CloudFront', 'S3::', 'WAF', 'EDGE_SECRET']) expect(plain).not.toContain(word);
    const off = JSON.stringify(synthesizeTemplates({ edge: 'false' }).service.toJSON());
    expect(off).toBe(plain);
  });
});

describe('the secret of the edge', () => {
  test('is in no template: CloudFormation resolves a reference to it', () => {
    const [header] = distribution.Origins.flatMap((it) => it.OriginCustomHeaders ?? []);
    expect(header?.HeaderName).toBe('x-likes-edge-secret');
    expect(JSON.stringify(header?.HeaderValue)).toMatch(/\{\{resolve:secretsmanager:.*:SecretString:::\}\}/);
    expect(onlyResourceOf(service, 'AWS::SecretsManager::Secret')).toMatchObject({
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    });
  });

  test('is known to the functions that answer requests, and to no others', () => {
    const guarded = resourcesOf(service, 'AWS::Lambda::Function').filter(([, { Properties }]) =>
      JSON.stringify(Properties['Environment'] ?? {}).includes('EDGE_SECRET_ARN'),
    );
    const names = guarded.map(
      ([, { Properties }]) =>
        (Properties['Environment'] as { Variables: Record<string, string> }).Variables[
          'POWERTOOLS_SERVICE_NAME'
        ],
    );
    expect(new Set(names)).toEqual(new Set(httpFunctions));
    const readers = resourcesOf(service, 'AWS::IAM::Role').filter(([, { Properties }]) =>
      /secretsmanager:GetSecretValue.*EdgeSecret/.test(JSON.stringify(Properties['Policies'] ?? [])),
    );
    expect(readers).toHaveLength(httpFunctions.length);
  });
});

describe('the cache', () => {
  test('keeps what the API says for as long as it says, and one answer for each token', () => {
    expect(onlyResourceOf(service, 'AWS::CloudFront::CachePolicy')['CachePolicyConfig']).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 3_600,
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['authorization'] },
        QueryStringsConfig: { QueryStringBehavior: 'all' },
      },
    });
  });

  test('keeps no failure', () => {
    expect(distribution.CustomErrorResponses.length).toBeGreaterThan(5);
    for (const { ErrorCachingMinTTL } of distribution.CustomErrorResponses)
      expect(ErrorCachingMinTTL).toBe(0);
  });

  test('is before the API under /v1/, and a token never goes over an open line', () => {
    const [api, ...others] = distribution.CacheBehaviors;
    expect(others).toEqual([]);
    expect(api).toMatchObject({ PathPattern: '/v1/*', ViewerProtocolPolicy: 'https-only' });
    expect(api?.AllowedMethods).toEqual(expect.arrayContaining(['PUT', 'POST', 'DELETE']));
    expect(distribution.DefaultCacheBehavior.AllowedMethods).toBeUndefined();
    expect(distribution.Origins.map((it) => it.CustomOriginConfig?.OriginProtocolPolicy)).toContain(
      'https-only',
    );
  });

  test('leaves CORS to the edge, because an answer is kept for all origins', () => {
    const cors = headersOf(service).map((it) => it.CorsConfig?.AccessControlAllowOrigins.Items);
    expect(cors).toContainEqual(['https://a.example']);
    const none = headersOf(synthesizeTemplates({ edge: 'true' }).service);
    expect(none.find(({ Comment }) => Comment.startsWith('The API'))).not.toHaveProperty('CorsConfig');
  });
});

describe('the page', () => {
  test('is in a bucket that only this distribution may read', () => {
    expect(onlyResourceOf(service, 'AWS::S3::Bucket')['PublicAccessBlockConfiguration']).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { Statement } = onlyResourceOf(service, 'AWS::S3::BucketPolicy')['PolicyDocument'] as {
      Statement: { Effect: string; Action: string; Principal: object; Condition: object }[];
    };
    expect(Statement.filter(({ Effect }) => Effect === 'Allow')).toMatchObject([
      { Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } },
    ]);
    expect(JSON.stringify(Statement)).toContain('AWS:SourceArn');
    expect(distribution.Origins.filter((it) => it.OriginAccessControlId !== undefined)).toHaveLength(1);
  });

  test('has a policy of what it may load, and who may show it', () => {
    const page = headersOf(service).find(({ Comment }) => Comment.startsWith('The page'));
    const policy = JSON.stringify(page?.SecurityHeadersConfig.ContentSecurityPolicy);
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toContain('connect-src *');
  });
});

describe('the address of the deployment', () => {
  test('is that of the edge', () => {
    expect(JSON.stringify(service.findOutputs('Url'))).toContain('EdgeDistribution');
  });

  test('is the owner’s domain name, which then is no longer that of the API', () => {
    const own = synthesizeTemplates({ edge: 'true', ...edgeDomainContext }).service;
    expect(distributionOf(own).Aliases).toEqual(['likes.example.com']);
    expect(own.findOutputs('Url')).toMatchObject({ Url: { Value: 'https://likes.example.com/' } });
    expect(resourcesOf(own, 'AWS::ApiGatewayV2::DomainName')).toEqual([]);
    expect(Object.keys(own.findOutputs('*'))).toEqual(
      expect.arrayContaining(['DomainTarget', 'DomainTargetZoneId']),
    );
  });
});

describe('names that an account holds once', () => {
  test('differ between stages and regions', () => {
    const namesOf = (context: Record<string, string>) => {
      const { service: stack } = makeApp({ edge: 'true', ...context });
      return [...JSON.stringify(Template.fromStack(stack).toJSON()).matchAll(/"Name":"(Likes[^"]*)"/g)].map(
        ([, name]) => name,
      );
    };
    const [one, other] = [namesOf({ region: 'eu-west-1' }), namesOf({ region: 'eu-south-1' })];
    expect(one.length).toBeGreaterThan(4);
    const ofApi = 'Likes-social-media-dev-Service';
    expect(one.filter((name) => !name?.startsWith(ofApi) && other.includes(name))).toEqual([]);
    expect(one.filter((name) => namesOf({ region: 'eu-west-1', stage: 'prod' }).includes(name))).toEqual([]);
  });
});

describe('a rule of WAF', () => {
  test('is made only where it is wanted', () => {
    expect(text).not.toContain('AWS::WAFv2');
    expect(distribution.WebACLId).toBeUndefined();
  });

  test('bounds each address, and is the one of the distribution', () => {
    const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
    const stack = new Stack(app, 'Edge', { env: { region: 'us-east-1' } });
    const { url } = new Edge(stack, 'Edge', {
      settings: { requestsPerFiveMinutesPerAddress: 1_000 },
      liveUrl: undefined,
      apiUrl: 'https://abc.execute-api.us-east-1.amazonaws.com/',
      secret: new EdgeSecret(stack, 'Secret'),
      allowedOrigins: [],
      ownDomain: undefined,
      logRetentionDays: 7,
    });
    expect(url).toMatch(/^https:.*\/$/);
    const template = Template.fromStack(stack);
    const [[webAcl, { Properties }] = ['', { Properties: {} }]] = resourcesOf(template, 'AWS::WAFv2::WebACL');
    expect(Properties).toMatchObject({
      Scope: 'CLOUDFRONT',
      DefaultAction: { Allow: {} },
      Rules: [
        {
          Action: { Block: {} },
          Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 1_000 } },
        },
      ],
    });
    expect(distributionOf(template).WebACLId).toEqual({ 'Fn::GetAtt': [webAcl, 'Arn'] });
  });
});
