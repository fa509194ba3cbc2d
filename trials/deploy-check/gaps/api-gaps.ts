// Where MiniStack's API Gateway differs from AWS.

import type { Gap, Probe } from './gap.ts';
import { makeFunction } from './tiny-function.ts';
import { makeTinyStack, type Resources } from './tiny-stack.ts';

const ORIGIN = 'https://a.example';

function makeHttpApi(more: { readonly api?: object; readonly stage?: object }): Resources {
  const ApiId = { Ref: 'Api' };
  return {
    ...makeFunction('exports.handler = async () => ({ statusCode: 200, body: "ok" });'),
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'gap', ProtocolType: 'HTTP', ...more.api } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId, StageName: '$default', AutoDeploy: true, ...more.stage },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: { ApiId, RouteKey: '$default', Target: { 'Fn::Sub': 'integrations/${Integration}' } },
    },
  };
}

const callDefaultStage = ({ endpoint }: Probe, apiId = '', init: RequestInit = {}) =>
  fetch(`${endpoint}/_aws/execute-api/${apiId}/$default/`, init);

/** On AWS the answer is 204, with the headers. */
const cors: Gap = {
  name: 'an HTTP API takes no CORS configuration from a template: preflight is answered with 403',
  async isThere(probe) {
    const api = { CorsConfiguration: { AllowOrigins: [ORIGIN], AllowMethods: ['GET'] } };
    const { Api } = await makeTinyStack(probe, makeHttpApi({ api }));
    const headers = { origin: ORIGIN, 'access-control-request-method': 'GET' };
    return (await callDefaultStage(probe, Api, { method: 'OPTIONS', headers })).status === 403;
  },
};

/** On AWS most of these are 429. */
const throttling: Gap = {
  name: 'the throttling of an HTTP API’s stage is not enforced',
  async isThere(probe) {
    const stage = { DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } };
    const { Api } = await makeTinyStack(probe, makeHttpApi({ stage }));
    const answers = await Promise.all(Array.from({ length: 10 }, () => callDefaultStage(probe, Api)));
    return answers.every(({ status }) => status === 200);
  },
};

/** On AWS the path stays as it was sent: /a%2520b. */
const restPath: Gap = {
  name: 'a REST API hands the path over decoded, so that a post id with % in it is refused',
  async isThere(probe) {
    const url = await makeRestApi(probe, 'async ({ path }) => ({ statusCode: 200, body: path })');
    return (await (await fetch(`${url}/a%2520b`)).text()) === '/a%20b';
  },
};

/** @param handler JavaScript. Returns the address of the API's stage. */
async function makeRestApi(probe: Probe, handler: string): Promise<string> {
  const RestApiId = { Ref: 'Api' };
  const { Api } = await makeTinyStack(probe, {
    ...makeFunction(`exports.handler = ${handler};`),
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'gap' } },
    Proxy: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId,
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: '{proxy+}',
      },
    },
    Method: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId,
        ResourceId: { Ref: 'Proxy' },
        HttpMethod: 'GET',
        AuthorizationType: 'NONE',
        Integration: {
          Type: 'AWS_PROXY',
          IntegrationHttpMethod: 'POST',
          Uri: {
            'Fn::Sub':
              'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations',
          },
        },
      },
    },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', DependsOn: 'Method', Properties: { RestApiId } },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId, DeploymentId: { Ref: 'Deployment' }, StageName: 'gap' },
    },
  });
  return `${probe.endpoint}/_aws/execute-api/${Api}/gap`;
}

export const apiGaps: readonly Gap[] = [cors, throttling, restPath];
