// AWS::ApiGatewayV2::RouteResponse: lets a route of a WebSocket API answer its client.

import { requireValue } from '../template/check-properties.ts';
import { toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import type { ResourceType } from './resource-type.ts';
import { findWebSocketApi } from './web-socket/find-web-socket-api.ts';

export const apiGatewayV2RouteResponse: ResourceType = {
  rules: { actedOn: ['ApiId', 'RouteId', 'RouteResponseKey'], noEffect: {} },
  create(request) {
    const { address, properties, physicalName } = request;
    requireValue(address, 'RouteResponseKey', properties['RouteResponseKey'], '$default');
    const routeId = toText(properties['RouteId']);
    const routes = [...(findWebSocketApi(request)?.routes.values() ?? [])];
    const route = routes.find((one) => one.routeId === routeId);
    if (!route)
      throw new UnsupportedTemplateError(
        address,
        `property RouteId: ${routeId} is no route of a WebSocket API`,
      );
    route.answers = route.selectsResponse;
    return { ref: physicalName, attributes: { RouteResponseId: physicalName } };
  },
};
