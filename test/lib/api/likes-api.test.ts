import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import {
  edgeDomainContext,
  oidcContext,
  onlyResourceOf,
  ownDomainContext,
  resourceNamed,
  resourcesOf,
  synthesizeTemplates,
} from '../synthesize-templates.ts';

const { service } = synthesizeTemplates();

/** Those of the HTTP API, and not of the WebSocket API. */
const httpResourcesOf = (template: Template, type: string) =>
  resourcesOf(template, type).filter(([logicalId]) => logicalId.startsWith('Http'));

const integrations = httpResourcesOf(service, 'AWS::ApiGatewayV2::Integration');
const permissions = httpResourcesOf(service, 'AWS::Lambda::Permission');

/** Route key to the function behind it, by following the route's integration. */
function routesOf(template: Template) {
  const integrations = new Map(httpResourcesOf(template, 'AWS::ApiGatewayV2::Integration'));
  return Object.fromEntries(
    httpResourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
      const target = /"Ref":"([^"]+)"/.exec(JSON.stringify(Properties['Target']))?.[1] ?? '';
      const uri = JSON.stringify(integrations.get(target)?.Properties['IntegrationUri']);
      return [Properties['RouteKey'], /"(\w+)Function[0-9A-F]{8}"/.exec(uri)?.[1]];
    }),
  );
}

describe.each(integrations)('%s', (_logicalId, { Properties }) => {
  test('passes whole requests on in payload format 2.0', () => {
    expect(Properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
  });
});

test('each permission is there before the integration that uses it changes its function', () => {
  const awaited = integrations.flatMap(([, { DependsOn = [] }]) => DependsOn);
  expect(awaited.toSorted()).toEqual(permissions.map(([logicalId]) => logicalId).toSorted());
});

describe.each(permissions)('%s', (_logicalId, { Properties }) => {
  test('lets API Gateway invoke the function from this API only', () => {
    expect(Properties['Principal']).toBe('apigateway.amazonaws.com');
    expect(JSON.stringify(Properties['SourceArn'])).toContain('{"Ref":"HttpApi');
  });
});

describe('HTTP API', () => {
  test('every route reaches its function', () => {
    expect(routesOf(service)).toEqual({
      'PUT /v1/posts/{postId}/like': 'AcceptLike',
      'DELETE /v1/posts/{postId}/like': 'AcceptLike',
      'POST /v1/likes': 'AcceptLike',
      'GET /v1/posts/{postId}/likes': 'ReadCounts',
      'GET /v1/posts/{postId}/badge.svg': 'ReadCounts',
      'GET /v1/likes': 'ReadCounts',
      'GET /v1/posts/{postId}/timeline': 'ReadCounts',
      'GET /v1/posts': 'ReadCounts',
      'GET /v1/trending': 'ReadCounts',
      'GET /v1/me/likes': 'ReadCounts',
      'GET /v1/receipts/{receipt}': 'ReadCounts',
      'POST /v1/visitors': 'IssueVisitor',
      'POST /v1/challenges': 'IssueVisitor',
      $default: 'DescribeApi',
    });
    expect(permissions).toHaveLength(14);
  });

  test('with an OIDC issuer there is no route that issues visitors', () => {
    const routeKeys = Object.keys(routesOf(synthesizeTemplates(oidcContext).service));
    expect(routeKeys).toHaveLength(12);
    expect(routeKeys).not.toContain('POST /v1/visitors');
  });

  test('the default stage is throttled', () => {
    expect(resourceNamed(service, 'AWS::ApiGatewayV2::Stage', 'Http')).toMatchObject({
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 5_000, ThrottlingBurstLimit: 2_500 },
    });
  });

  test('the throttling can be set, for a region whose quota is smaller', () => {
    const { service } = synthesizeTemplates({ requestsPerSecond: '1250', burstRequests: '625' });
    expect(resourceNamed(service, 'AWS::ApiGatewayV2::Stage', 'Http')).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 1_250, ThrottlingBurstLimit: 625 },
    });
  });

  test('the access log has a name that takes no room in the account’s resource policy for logs', () => {
    const logs = resourcesOf(service, 'AWS::Logs::LogGroup');
    const names = Object.fromEntries(logs.map(([id, it]) => [id, it.Properties['LogGroupName']]));
    const { DestinationArn } = resourceNamed(service, 'AWS::ApiGatewayV2::Stage', 'Http')[
      'AccessLogSettings'
    ] as {
      DestinationArn: object;
    };
    const [, id = ''] = /"(HttpAccessLog\w+)"/.exec(JSON.stringify(DestinationArn)) ?? [];
    expect(names[id]).toBe('/aws/vendedlogs/apis/Likes-social-media-dev-Service');
  });

  test('the access log tells neither who called nor what they asked for', () => {
    const stage = resourceNamed(service, 'AWS::ApiGatewayV2::Stage', 'Http');
    const { Format } = stage['AccessLogSettings'] as { Format: string };
    expect(Object.values(JSON.parse(Format) as Record<string, string>).sort()).toEqual([
      '$context.integrationErrorMessage',
      '$context.requestId',
      '$context.requestTime',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.routeKey',
      '$context.status',
    ]);
  });

  test('no page of another origin may call it unless its origin is allowed', () => {
    expect(resourceNamed(service, 'AWS::ApiGatewayV2::Api', 'Http')).not.toHaveProperty('CorsConfiguration');
  });

  test('pages of allowed origins may send a token, JSON and an idempotency key, and see the time and when to retry', () => {
    const { service } = synthesizeTemplates({ allowedOrigins: 'https://a.example,http://localhost:3000' });
    expect(resourceNamed(service, 'AWS::ApiGatewayV2::Api', 'Http')).toMatchObject({
      CorsConfiguration: {
        AllowOrigins: ['https://a.example', 'http://localhost:3000'],
        AllowMethods: ['GET', 'PUT', 'DELETE', 'POST'],
        AllowHeaders: ['authorization', 'content-type', 'idempotency-key'],
        ExposeHeaders: ['Date', 'Retry-After'],
      },
    });
  });

  test.each(['*', 'https://*', 'http://*'])('%s is left to API Gateway, without credentials', (origin) => {
    const { service } = synthesizeTemplates({ allowedOrigins: origin });
    const { CorsConfiguration } = resourceNamed(service, 'AWS::ApiGatewayV2::Api', 'Http');
    expect(CorsConfiguration).toMatchObject({ AllowOrigins: [origin] });
    expect(CorsConfiguration).not.toHaveProperty('AllowCredentials');
  });

  test('no function does CORS, because the API does', () => {
    const { service } = synthesizeTemplates({ allowedOrigins: '*' });
    const functions = resourcesOf(service, 'AWS::Lambda::Function');
    expect(JSON.stringify(functions)).not.toContain('"CORS"');
  });

  test('has no domain name of the owner unless one is configured', () => {
    expect(resourcesOf(service, 'AWS::ApiGatewayV2::DomainName')).toEqual([]);
  });

  test.each([
    ['without a name of the owner', {}],
    ['behind an edge, which reaches it there', { edge: 'true', ...edgeDomainContext }],
  ])('keeps the address that API Gateway gives it %s', (_, context) => {
    const { service } = synthesizeTemplates(context);
    expect(resourceNamed(service, 'AWS::ApiGatewayV2::Api', 'Http')).not.toHaveProperty(
      'DisableExecuteApiEndpoint',
    );
  });

  test('has no address but the owner’s, where there is one, and says so', () => {
    const { service } = synthesizeTemplates(ownDomainContext);
    expect(resourceNamed(service, 'AWS::ApiGatewayV2::Api', 'Http')).toMatchObject({
      DisableExecuteApiEndpoint: true,
    });
    expect(service.findOutputs('Url')).toMatchObject({ Url: { Value: 'https://likes.example.com/' } });
  });

  test('answers under the owner’s domain name over TLS 1.2, and says where the name must point', () => {
    const { service } = synthesizeTemplates(ownDomainContext);
    expect(onlyResourceOf(service, 'AWS::ApiGatewayV2::DomainName')).toMatchObject({
      DomainName: ownDomainContext.domainName,
      DomainNameConfigurations: [
        {
          CertificateArn: ownDomainContext.certificateArn,
          EndpointType: 'REGIONAL',
          SecurityPolicy: 'TLS_1_2',
        },
      ],
    });
    const mapping = JSON.stringify(onlyResourceOf(service, 'AWS::ApiGatewayV2::ApiMapping'));
    expect(mapping).toMatch(/"ApiId":\{"Ref":"HttpApi\w+"\},"DomainName":\{"Ref":"HttpDomain\w+"\}/);
    const { DomainTarget } = service.findOutputs('DomainTarget');
    expect(JSON.stringify(DomainTarget)).toContain('"RegionalDomainName"');
  });
});
