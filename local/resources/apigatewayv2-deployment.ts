// AWS::ApiGatewayV2::Deployment: the routes of a WebSocket API as they are now, for stages without AutoDeploy.

import { toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import type { ResourceType } from './resource-type.ts';
import { findWebSocketApi } from './web-socket/find-web-socket-api.ts';

export const apiGatewayV2Deployment: ResourceType = {
  rules: { actedOn: ['ApiId'], noEffect: { Description: 'only people read it' } },
  create(request) {
    const { address, properties, physicalName } = request;
    const api = findWebSocketApi(request);
    if (!api)
      throw new UnsupportedTemplateError(
        address,
        `property ApiId: ${toText(properties['ApiId'])} is no WebSocket API`,
      );
    api.deployments.set(physicalName, new Map(api.routes));
    return { ref: physicalName, attributes: { DeploymentId: physicalName } };
  },
};
