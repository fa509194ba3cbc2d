// AWS::ApiGatewayV2::Route: a route key and the integration that answers it.

import { checkRouteKey } from '../gateway/route-table.ts';
import { requireValue } from '../template/check-properties.ts';
import { toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import type { ResourceType } from './resource-type.ts';

export const apiGatewayV2Route: ResourceType = {
  rules: {
    actedOn: ['ApiId', 'AuthorizationType', 'RouteKey', 'Target'],
    noEffect: { OperationName: 'only people read it' },
  },
  create({ address, properties, physicalName, cloud: { httpApi } }) {
    requireValue(address, 'AuthorizationType', properties['AuthorizationType'], 'NONE');
    const target = toText(properties['Target']);
    const integration = httpApi.integrations.get(target.replace(/^integrations\//, ''));
    if (!integration)
      throw new UnsupportedTemplateError(address, `property Target: there is no integration ${target}`);
    const routeKey = toText(properties['RouteKey']);
    checkRouteKey(routeKey);
    httpApi.routes.set(routeKey, integration);
    return { ref: physicalName, attributes: { RouteId: physicalName } };
  },
};
