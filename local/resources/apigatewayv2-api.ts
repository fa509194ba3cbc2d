// AWS::ApiGatewayV2::Api: an HTTP API or a WebSocket API. There is only one HTTP API, because it is served on one port.

import { refuseProperties, requireValue } from '../template/check-properties.ts';
import { isObject, type Json } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { apiDomainName, makeApiId } from './api-id.ts';
import type { CreatedResource, ResourceRequest, ResourceType } from './resource-type.ts';
import { createWebSocketApi } from './web-socket/api.ts';

export const apiGatewayV2Api: ResourceType = {
  rules: {
    actedOn: ['CorsConfiguration', 'ProtocolType', 'RouteSelectionExpression'],
    noEffect: {
      Description: 'only people read it',
      Name: 'only people read it',
      Tags: 'only people and bills read it',
    },
  },
  create(request) {
    if (request.properties['ProtocolType'] === 'WEBSOCKET') return createWebSocketApi(request);
    requireValue(request.address, 'ProtocolType', request.properties['ProtocolType'], 'HTTP');
    return createHttpApi(request);
  },
};

function createHttpApi({ address, properties, physicalName, cloud }: ResourceRequest): CreatedResource {
  const { httpApi } = cloud;
  refuseProperties(address, properties, ['RouteSelectionExpression'], 'an HTTP API');
  if (httpApi.apiId !== undefined)
    throw new UnsupportedTemplateError(
      address,
      'the local cloud serves one HTTP API, and this is the second',
    );
  const apiId = makeApiId(physicalName);
  httpApi.apiId = apiId;
  const { CorsConfiguration: cors } = properties;
  if (isObject(cors)) checkOrigins(address, list(cors['AllowOrigins']), cors['AllowCredentials'] === true);
  if (isObject(cors))
    httpApi.cors = {
      allowOrigins: list(cors['AllowOrigins']),
      allowMethods: list(cors['AllowMethods']),
      allowHeaders: list(cors['AllowHeaders']),
      exposeHeaders: list(cors['ExposeHeaders']),
      allowCredentials: cors['AllowCredentials'] === true,
      ...(cors['MaxAge'] !== undefined && { maxAgeSeconds: Number(cors['MaxAge']) }),
    };
  return { ref: apiId, attributes: { ApiId: apiId, ApiEndpoint: `https://${apiDomainName(apiId)}` } };
}

// source: API Gateway guide, "Configure CORS for HTTP APIs in API Gateway"
const WILDCARDS = ['*', 'https://*', 'http://*'];

function checkOrigins(address: ResourceAddress, origins: readonly string[], credentials: boolean): void {
  const malformed = origins.find((origin) => origin.includes('*') && !WILDCARDS.includes(origin));
  if (malformed !== undefined)
    throw new UnsupportedTemplateError(
      address,
      `property CorsConfiguration.AllowOrigins: "${malformed}" is no origin of API Gateway`,
    );
  if (credentials && origins.includes('*'))
    throw new UnsupportedTemplateError(
      address,
      'property CorsConfiguration.AllowCredentials: not with the origin *',
    );
}

const list = (value: Json | undefined) => (Array.isArray(value) ? value.map(String) : []);
