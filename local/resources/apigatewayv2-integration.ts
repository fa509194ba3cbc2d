// AWS::ApiGatewayV2::Integration: a function behind the HTTP API.

import { requireValue } from '../template/check-properties.ts';
import { findFunction } from './find-function.ts';
import type { ResourceType } from './resource-type.ts';

// source: API Gateway quotas for HTTP APIs, integration timeout
const DEFAULT_TIMEOUT_MS = 30_000;

export const apiGatewayV2Integration: ResourceType = {
  rules: {
    actedOn: ['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'TimeoutInMillis'],
    noEffect: {
      Description: 'only people read it',
      IntegrationMethod: 'functions are always invoked by POST',
    },
  },
  create({ address, properties, physicalName, cloud }) {
    requireValue(address, 'IntegrationType', properties['IntegrationType'], 'AWS_PROXY');
    // Without a version API Gateway sends version 1.0, which has another event.
    requireValue(address, 'PayloadFormatVersion', properties['PayloadFormatVersion'] ?? '1.0', '2.0');
    const target = findFunction(address, 'IntegrationUri', properties['IntegrationUri'], cloud.functions);
    const timeoutMs = Number(properties['TimeoutInMillis'] ?? DEFAULT_TIMEOUT_MS);
    cloud.httpApi.integrations.set(physicalName, {
      invoke: (payloadJson) => target.invoke(payloadJson),
      timeoutMs,
    });
    return { ref: physicalName, attributes: { IntegrationId: physicalName } };
  },
};
