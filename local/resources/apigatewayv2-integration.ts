// AWS::ApiGatewayV2::Integration: a function behind an API.

import { requireValue } from '../template/check-properties.ts';
import { INTEGRATION_TIMEOUT_MS } from '../websocket/limits.ts';
import { findFunction } from './find-function.ts';
import type { ResourceType } from './resource-type.ts';
import { findWebSocketApi } from './web-socket/find-web-socket-api.ts';

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
  create(request) {
    const { address, properties, physicalName, cloud } = request;
    requireValue(address, 'IntegrationType', properties['IntegrationType'], 'AWS_PROXY');
    const target = findFunction(address, 'IntegrationUri', properties['IntegrationUri'], cloud.functions);
    const webSocketApi = findWebSocketApi(request);
    // Without a version API Gateway sends version 1.0. To an HTTP API's function this is another event, and a WebSocket API has
    // no other version.
    const version = properties['PayloadFormatVersion'] ?? '1.0';
    requireValue(address, 'PayloadFormatVersion', version, webSocketApi ? '1.0' : '2.0');
    const timeoutMs = Number(
      properties['TimeoutInMillis'] ?? (webSocketApi ? INTEGRATION_TIMEOUT_MS : DEFAULT_TIMEOUT_MS),
    );
    const { integrations } = webSocketApi ?? cloud.httpApi;
    integrations.set(physicalName, { invoke: (payloadJson) => target.invoke(payloadJson), timeoutMs });
    return { ref: physicalName, attributes: { IntegrationId: physicalName } };
  },
};
