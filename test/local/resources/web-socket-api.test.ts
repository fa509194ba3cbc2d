// From the parts of a WebSocket API in a template to a connection.

import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Json, TemplateResource } from '../../../local/template/template.ts';
import { makeTestClient } from '../websocket/test-api.ts';
import { functionResource, makeBundle, ROLE } from './functions.ts';
import { startTestCloud } from './test-cloud.ts';

const HANDLER = `export const handler = async ({ requestContext: { routeKey } }) =>
  ({ statusCode: 200, body: routeKey + ' ' + process.env.CALLBACK_URL });`;

const of = (Type: string, Properties: Record<string, Json>): TemplateResource => ({ Type, Properties });
const ApiId = { Ref: 'Api' };
const Target = { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] };
const CALLBACK_URL = {
  'Fn::Join': ['', ['https://', ApiId, '.execute-api.us-east-1.', { Ref: 'AWS::URLSuffix' }, '/live']],
};
const parts = {
  Api: of('AWS::ApiGatewayV2::Api', {
    Name: 'viewers',
    ProtocolType: 'WEBSOCKET',
    RouteSelectionExpression: '$request.body.action',
  }),
  Stage: of('AWS::ApiGatewayV2::Stage', { ApiId, StageName: 'live', AutoDeploy: true }),
  Integration: of('AWS::ApiGatewayV2::Integration', {
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
  }),
  Route: of('AWS::ApiGatewayV2::Route', {
    ApiId,
    RouteKey: '$default',
    RouteResponseSelectionExpression: '$default',
    Target,
  }),
  Response: of('AWS::ApiGatewayV2::RouteResponse', {
    ApiId,
    RouteId: { Ref: 'Route' },
    RouteResponseKey: '$default',
  }),
  Function: functionResource({ Environment: { Variables: { CALLBACK_URL } } }),
  Role: ROLE,
};
type Part = keyof typeof parts;

/** Deploys the parts, with these properties of one of them changed and these resources added. */
async function start(
  part: Part = 'Api',
  properties: Record<string, Json> = {},
  more: Record<string, TemplateResource> = {},
) {
  const cloud = await startTestCloud();
  const changed = { ...parts[part], Properties: { ...parts[part].Properties, ...properties } };
  const { outputs } = await cloud.deploy(
    { ...parts, [part]: changed, ...more },
    {
      assetDirs: makeBundle(HANDLER),
      Outputs: {
        Endpoint: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
        Arn: { Value: { 'Fn::Join': ['', ['arn:aws:execute-api:us-east-1:0:', ApiId, '/live']] } },
      },
    },
  );
  return { cloud, outputs, url: cloud.webSocketApis.urls()[0] ?? '' };
}

async function ask(url: string, message = 'x'): Promise<string> {
  const client = makeTestClient(new WebSocket(url));
  await client.opened;
  client.socket.send(message);
  return client.message(0);
}

describe('a part that the local cloud cannot run as API Gateway does is an error that names it', () => {
  test.each<[Part, Record<string, Json>, string]>([
    [
      'Api',
      { RouteSelectionExpression: '$request.header.x' },
      'property RouteSelectionExpression: "$request.header.x"',
    ],
    ['Api', { CorsConfiguration: {} }, 'property CorsConfiguration is not a property of a WebSocket API'],
    ['Stage', { StageName: '$default' }, 'property StageName: "$default"'],
    ['Stage', { AutoDeploy: false }, 'property AutoDeploy: false'],
    [
      'Stage',
      { RouteSettings: { $default: { LoggingLevel: 'INFO' } } },
      'property RouteSettings["$default"].LoggingLevel',
    ],
    ['Integration', { IntegrationType: 'MOCK' }, 'property IntegrationType: "MOCK"'],
    ['Integration', { PayloadFormatVersion: '2.0' }, 'property PayloadFormatVersion: "2.0"'],
    ['Route', { RouteKey: '$other' }, 'property RouteKey: "$other"'],
    ['Route', { AuthorizationType: 'AWS_IAM' }, 'property AuthorizationType: "AWS_IAM"'],
    ['Route', { RouteResponseSelectionExpression: 'x' }, 'property RouteResponseSelectionExpression: "x"'],
    ['Response', { RouteId: 'none' }, 'property RouteId: none is no route'],
    ['Response', { RouteResponseKey: 'x' }, 'property RouteResponseKey: "x"'],
  ])('%s %j', async (part, properties, message) => {
    await expect(start(part, properties)).rejects.toThrow(`Test/${part} (${parts[part].Type}): ${message}`);
  });
});

test('the function is called at the port of the API, which its environment and the outputs name', async () => {
  const { url, outputs } = await start();
  expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/live$/);
  expect(await ask(url)).toBe(`$default ${url.replace('ws:', 'http:')}`);
  expect(`${outputs['Endpoint']}/live`).toBe(url);
  expect(outputs['Arn']).toMatch(/^arn:aws:execute-api:us-east-1:0:[0-9a-f]{10}\/live$/);
});

test('a stage without AutoDeploy serves the routes of its deployment, and no later ones', async () => {
  const { url } = await start(
    'Stage',
    { AutoDeploy: false, DeploymentId: { Ref: 'Deployment' } },
    {
      Deployment: { ...of('AWS::ApiGatewayV2::Deployment', { ApiId }), DependsOn: ['Route', 'Response'] },
      Later: {
        ...of('AWS::ApiGatewayV2::Route', { ApiId, RouteKey: 'x', Target }),
        DependsOn: 'Deployment',
      },
    },
  );
  expect(await ask(url, '{"action":"x"}')).toMatch(/^\$default /);
});

test('the stage throttles, scaled, and the throttles are counted', async () => {
  const { cloud, url } = await start('Stage', {
    RouteSettings: { $default: { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 0.001 } },
  });
  const client = makeTestClient(new WebSocket(url));
  await client.opened;
  client.socket.send('one');
  client.socket.send('two');
  await client.message(1);
  expect(client.messages.filter((message) => message.includes('Too Many Requests'))).toHaveLength(1);
  expect(cloud.limits.readThrottles()).toEqual({ 'websocket route': 1 });
});
