// AWS::ApiGatewayV2::Route: a route key and the integration that answers it.

import type { Integration } from '../gateway/http-api.ts';
import { checkRouteKey } from '../gateway/route-table.ts';
import { refuseProperties, requireValue } from '../template/check-properties.ts';
import { toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import type { ResourceRequest, ResourceType } from './resource-type.ts';
import { findWebSocketApi } from './web-socket/find-web-socket-api.ts';
import { addWebSocketRoute } from './web-socket/route.ts';

export const apiGatewayV2Route: ResourceType = {
  rules: {
    actedOn: ['ApiId', 'AuthorizationType', 'RouteKey', 'RouteResponseSelectionExpression', 'Target'],
    noEffect: { OperationName: 'only people read it' },
  },
  create(request) {
    const { address, properties, physicalName, cloud } = request;
    requireValue(address, 'AuthorizationType', properties['AuthorizationType'], 'NONE');
    const webSocketApi = findWebSocketApi(request);
    const { integrations } = webSocketApi ?? cloud.httpApi;
    const target = toText(properties['Target']);
    const integration = integrations.get(target.replace(/^integrations\//, ''));
    if (!integration)
      throw new UnsupportedTemplateError(address, `property Target: there is no integration ${target}`);
    if (webSocketApi) addWebSocketRoute(request, webSocketApi, integration);
    else addHttpRoute(request, integration);
    return { ref: physicalName, attributes: { RouteId: physicalName } };
  },
};

function addHttpRoute({ address, properties, cloud }: ResourceRequest, integration: Integration): void {
  refuseProperties(address, properties, ['RouteResponseSelectionExpression'], 'a route of an HTTP API');
  const routeKey = toText(properties['RouteKey']);
  checkRouteKey(routeKey);
  cloud.httpApi.routes.set(routeKey, integration);
}
