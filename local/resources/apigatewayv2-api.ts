// AWS::ApiGatewayV2::Api: an HTTP API. There is only one, because it is served on one port.

import { requireValue } from '../template/check-properties.ts';
import { isObject, type Json } from '../template/template.ts';
import { shortHash } from '../template/physical-name.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { REGION } from './arn.ts';
import type { ResourceType } from './resource-type.ts';

// API Gateway's own ids have this length.
const API_ID_LENGTH = 10;

export const apiGatewayV2Api: ResourceType = {
  rules: {
    actedOn: ['CorsConfiguration', 'ProtocolType'],
    noEffect: {
      Description: 'only people read it',
      Name: 'only people read it',
      Tags: 'only people and bills read it',
    },
  },
  create({ address, properties, physicalName, cloud: { httpApi } }) {
    requireValue(address, 'ProtocolType', properties['ProtocolType'], 'HTTP');
    if (httpApi.apiId !== undefined)
      throw new UnsupportedTemplateError(
        address,
        'the local cloud serves one HTTP API, and this is the second',
      );
    const apiId = shortHash(physicalName).slice(0, API_ID_LENGTH);
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
    const ApiEndpoint = `https://${apiId}.execute-api.${REGION}.amazonaws.com`;
    return { ref: apiId, attributes: { ApiId: apiId, ApiEndpoint } };
  },
};

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
