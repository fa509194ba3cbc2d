// AWS::ApiGatewayV2::Route: a route key and the integration that answers it.

import { requireValue } from '../template/check-properties.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import type { ResourceType } from './resource-type.ts';

export const apiGatewayV2Route: ResourceType = {
  rules: {
    actedOn: ['ApiId', 'AuthorizationType', 'RouteKey', 'Target'],
    noEffect: { OperationName: 'for people' },
  },
  create({ address, properties, physicalName, cloud: { httpApi } }) {
    requireValue(address, 'AuthorizationType', properties['AuthorizationType'], 'NONE');
    const target = String(properties['Target']);
    const integration = httpApi.integrations.get(target.replace(/^integrations\//, ''));
    if (!integration)
      throw new UnsupportedTemplateError(address, `property Target: no integration ${target}`);
    httpApi.routes.set(String(properties['RouteKey']), integration);
    return { ref: physicalName, attributes: { RouteId: physicalName } };
  },
};
