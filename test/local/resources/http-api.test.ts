// From the parts of an HTTP API in a template to the answer to a request.

import { describe, expect, onTestFinished, test } from 'vitest';
import { startGateway } from '../../../local/gateway/server.ts';
import { makeCloudLimits } from '../../../local/limits/cloud-limits.ts';
import { joinHttpApi, makeHttpApiParts } from '../../../local/resources/http-api-parts.ts';
import type { Json, TemplateResource } from '../../../local/template/template.ts';
import { functionResource, makeBundle, ROLE } from './functions.ts';
import { startTestCloud } from './test-cloud.ts';

const HANDLER = `export const handler = async ({ routeKey, requestContext: { apiId } }) =>
  ({ statusCode: 200, body: apiId + ' ' + routeKey });`;

const of = (Type: string, Properties: Record<string, Json>): TemplateResource => ({ Type, Properties });
const API = 'AWS::ApiGatewayV2::Api';
const parts = {
  Api: of(API, { Name: 'likes', ProtocolType: 'HTTP' }),
  Stage: of('AWS::ApiGatewayV2::Stage', { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true }),
  Integration: of('AWS::ApiGatewayV2::Integration', {
    ApiId: { Ref: 'Api' },
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
    PayloadFormatVersion: '2.0',
  }),
  Route: of('AWS::ApiGatewayV2::Route', {
    ApiId: { Ref: 'Api' },
    RouteKey: 'GET /v1/likes',
    AuthorizationType: 'NONE',
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
  }),
  Function: functionResource(),
  Role: ROLE,
};

/** Deploys the parts, with these properties of one of them changed, and returns the URL and id of the API. */
async function start(part: keyof typeof parts = 'Api', properties: Record<string, Json> = {}) {
  const cloud = await startTestCloud();
  const resources = { ...parts, [part]: of(parts[part].Type, { ...parts[part].Properties, ...properties }) };
  const { physicalIds, outputs } = await cloud.deploy(resources, {
    assetDirs: makeBundle(HANDLER),
    Outputs: { Endpoint: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
  });
  const gateway = await startGateway(joinHttpApi(cloud.httpApi, cloud.limits), { log: () => {} });
  onTestFinished(() => gateway.close());
  return { url: gateway.url, apiId: physicalIds['Api'], outputs };
}

describe('a part that the gateway cannot serve as API Gateway does is an error that names it', () => {
  test.each<[keyof typeof parts, Record<string, Json>, string]>([
    ['Api', { ProtocolType: 'MQTT' }, 'property ProtocolType: "MQTT"'],
    ['Api', { RouteSelectionExpression: '$request.body.a' }, 'property RouteSelectionExpression is not'],
    ['Stage', { DeploymentId: 'x' }, 'property DeploymentId is not a property of an HTTP API'],
    ['Route', { RouteResponseSelectionExpression: '$default' }, 'property RouteResponseSelectionExpression'],
    ['Api', { DisableExecuteApiEndpoint: true }, 'property DisableExecuteApiEndpoint'],
    [
      'Api',
      { CorsConfiguration: { AllowOrigins: ['https://a.example', 'https://*.example'] } },
      'property CorsConfiguration.AllowOrigins: "https://*.example"',
    ],
    [
      'Api',
      { CorsConfiguration: { AllowOrigins: ['*'], AllowCredentials: true } },
      'property CorsConfiguration.AllowCredentials',
    ],
    ['Stage', { StageName: 'dev' }, 'property StageName: "dev"'],
    ['Stage', { AutoDeploy: false }, 'property AutoDeploy: false'],
    ['Stage', { AutoDeploy: { Ref: 'AWS::NoValue' } }, 'property AutoDeploy: false'],
    ['Stage', { RouteSettings: { 'GET /v1/likes': 1 } }, 'property RouteSettings["GET /v1/likes"]'],
    [
      'Stage',
      { RouteSettings: { 'GET /v1/likes': { LoggingLevel: 'INFO' } } },
      'property RouteSettings["GET /v1/likes"].LoggingLevel',
    ],
    ['Integration', { IntegrationType: 'HTTP_PROXY' }, 'property IntegrationType: "HTTP_PROXY"'],
    ['Integration', { PayloadFormatVersion: '1.0' }, 'property PayloadFormatVersion: "1.0"'],
    [
      'Integration',
      { PayloadFormatVersion: { Ref: 'AWS::NoValue' } },
      'property PayloadFormatVersion: "1.0"',
    ],
    [
      'Integration',
      { IntegrationUri: 'arn:aws:lambda:us-east-1:1:function:none' },
      'property IntegrationUri: there is no function',
    ],
    ['Integration', { RequestParameters: { a: 'b' } }, 'property RequestParameters'],
    ['Route', { AuthorizationType: 'JWT' }, 'property AuthorizationType: "JWT"'],
    ['Route', { Target: 'integrations/none' }, 'property Target: there is no integration integrations/none'],
    ['Route', { RouteKey: 'likes' }, '"likes" is not a route key'],
  ])('%s %j', async (part, properties, message) => {
    await expect(start(part, properties)).rejects.toThrow(`Test/${part} (${parts[part].Type}): ${message}`);
  });

  test('a second API', async () => {
    const cloud = await startTestCloud();
    const deploying = cloud.deploy({ Api: parts.Api, Second: parts.Api });
    await expect(deploying).rejects.toThrow(
      'Test/Second (AWS::ApiGatewayV2::Api): the local cloud serves one',
    );
  });
});

test('an API without a stage answers nothing, as on AWS', async () => {
  const cloud = await startTestCloud();
  const { Stage: _, ...withoutStage } = parts;
  await cloud.deploy(withoutStage, { assetDirs: makeBundle(HANDLER) });
  expect(joinHttpApi(cloud.httpApi, cloud.limits).routes.size).toBe(0);
});

test('a route reaches its function, whose event names the API by an id that is the same after every start', async () => {
  const { url, apiId, outputs } = await start();
  expect(await (await fetch(`${url}/v1/likes`)).text()).toBe(`${apiId} GET /v1/likes`);
  expect(outputs).toEqual({ Endpoint: `https://${apiId}.execute-api.us-east-1.amazonaws.com` });
  expect((await start()).apiId).toBe(apiId);
});

test('an integration may also name its function as API Gateway itself does', async () => {
  const { url } = await start('Integration', {
    IntegrationUri: {
      'Fn::Sub':
        'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations',
    },
  });
  expect((await fetch(`${url}/v1/likes`)).status).toBe(200);
});

describe('an alias', () => {
  const versions = {
    Version: of('AWS::Lambda::Version', { FunctionName: { Ref: 'Function' } }),
    Alias: of('AWS::Lambda::Alias', {
      FunctionName: { Ref: 'Function' },
      FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
      Name: 'live',
    }),
    Application: of('AWS::CodeDeploy::Application', { ComputePlatform: 'Lambda' }),
    Group: of('AWS::CodeDeploy::DeploymentGroup', {
      ApplicationName: { Ref: 'Application' },
      DeploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
      ServiceRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
    }),
  };
  const deployWith = async (alias: Record<string, Json>) => {
    const cloud = await startTestCloud();
    const Integration = of('AWS::ApiGatewayV2::Integration', {
      ...parts.Integration.Properties,
      IntegrationUri: { Ref: 'Alias' },
    });
    const Alias = of('AWS::Lambda::Alias', { ...versions.Alias.Properties, ...alias });
    await cloud.deploy({ ...parts, ...versions, Alias, Integration }, { assetDirs: makeBundle(HANDLER) });
    return cloud;
  };

  test.each<[Record<string, Json>, string]>([
    [{ FunctionVersion: '7' }, 'property FunctionVersion: there is no function'],
    [
      { RoutingConfig: { AdditionalVersionWeights: [{ FunctionVersion: '1', FunctionWeight: 0.1 }] } },
      'property RoutingConfig.AdditionalVersionWeights[].FunctionVersion is not supported',
    ],
    [
      { ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } },
      'property ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions is not supported',
    ],
  ])('with %j is an error that names it', async (properties, message) => {
    await expect(deployWith(properties)).rejects.toThrow(`Test/Alias (AWS::Lambda::Alias): ${message}`);
  });

  test.each([{}, { FunctionVersion: '$LATEST' }])('with %j leads to its function', async (properties) => {
    const cloud = await deployWith(properties);
    const gateway = await startGateway(joinHttpApi(cloud.httpApi, cloud.limits), { log: () => {} });
    onTestFinished(() => gateway.close());
    const answer = await fetch(`${gateway.url}/v1/likes`);
    expect(await answer.text()).toMatch(/ GET \/v1\/likes$/);
  });
});

test('the gateway enforces the throttling of the stage', async () => {
  const { url } = await start('Stage', {
    DefaultRouteSettings: { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 0.001 },
  });
  expect((await fetch(`${url}/v1/likes`)).status).toBe(200);
  expect((await fetch(`${url}/v1/likes`)).status).toBe(429);
});

test('a route with settings of its own does not share the throttling of the stage', async () => {
  const none = { ThrottlingBurstLimit: 0, ThrottlingRateLimit: 0 };
  const { url } = await start('Stage', {
    DefaultRouteSettings: none,
    RouteSettings: { 'GET /v1/likes': { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 0.001 } },
  });
  const statuses = [];
  for (let sent = 0; sent < 3; sent++) statuses.push((await fetch(`${url}/v1/likes`)).status);
  expect(statuses).toEqual([200, 200, 429]);
});

test('the throttling is scaled, but a bucket holds one request at least, and without limits there is none', () => {
  const throttling = { requestsPerSecond: 50, burstRequests: 10 };
  const routeThrottling = new Map([['GET /', { requestsPerSecond: 2_000, burstRequests: 1_000 }]]);
  const api = { ...makeHttpApiParts(), throttling, routeThrottling };
  expect(joinHttpApi(api, makeCloudLimits({ scale: 0.01 }))).toMatchObject({
    throttling: { requestsPerSecond: 0.5, burstRequests: 1 },
    routeThrottling: new Map([['GET /', { requestsPerSecond: 20, burstRequests: 10 }]]),
    account: expect.anything(),
  });
  const unlimited = joinHttpApi(api, makeCloudLimits({ limits: 'off' }));
  expect(unlimited.throttling ?? unlimited.routeThrottling ?? unlimited.account).toBeUndefined();
});

test('the gateway applies the CORS configuration of the API', async () => {
  const { url } = await start('Api', {
    CorsConfiguration: {
      AllowOrigins: ['https://a.example'],
      AllowMethods: ['GET'],
      AllowHeaders: ['authorization'],
      ExposeHeaders: ['retry-after'],
      MaxAge: 60,
    },
  });
  const headers = { origin: 'https://a.example' };
  const answer = await fetch(`${url}/v1/likes`, { headers });
  expect(answer.headers.get('access-control-expose-headers')).toBe('retry-after');
  const preflight = await fetch(`${url}/v1/likes`, {
    method: 'OPTIONS',
    headers: { ...headers, 'access-control-request-method': 'GET' },
  });
  expect(preflight.headers.get('access-control-max-age')).toBe('60');
});
