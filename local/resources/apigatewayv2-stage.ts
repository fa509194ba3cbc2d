// AWS::ApiGatewayV2::Stage: a stage and its throttling, of single routes and of all others. An HTTP API has the default stage.

import { checkRouteKey } from '../gateway/route-table.ts';
import { refuseProperties, requireValue } from '../template/check-properties.ts';
import type { CreatedResource, ResourceRequest, ResourceType } from './resource-type.ts';
import { readRouteThrottling, readThrottling } from './route-settings.ts';
import { findWebSocketApi } from './web-socket/find-web-socket-api.ts';
import { createWebSocketStage } from './web-socket/stage.ts';

export const apiGatewayV2Stage: ResourceType = {
  rules: {
    actedOn: [
      'ApiId',
      'AutoDeploy',
      'DeploymentId',
      'DefaultRouteSettings.ThrottlingBurstLimit',
      'DefaultRouteSettings.ThrottlingRateLimit',
      'RouteSettings',
      'StageName',
    ],
    noEffect: {
      AccessLogSettings: 'the local cloud writes no access log',
      'DefaultRouteSettings.DataTraceEnabled': 'the local cloud writes no execution log',
      'DefaultRouteSettings.LoggingLevel': 'the local cloud writes no execution log',
      'DefaultRouteSettings.DetailedMetricsEnabled': 'metrics are those of the API, not of its routes',
      Description: 'only people read it',
      Tags: 'only people and bills read it',
    },
  },
  create(request) {
    const api = findWebSocketApi(request);
    return api ? createWebSocketStage(request, api) : createHttpStage(request);
  },
};

function createHttpStage({ address, properties, cloud: { httpApi } }: ResourceRequest): CreatedResource {
  refuseProperties(address, properties, ['DeploymentId'], 'an HTTP API');
  requireValue(address, 'StageName', properties['StageName'], '$default');
  // Without AutoDeploy, whose default is false, a stage serves nothing until a deployment is made for it.
  requireValue(address, 'AutoDeploy', properties['AutoDeploy'] ?? false, true);
  const throttling = readThrottling(properties['DefaultRouteSettings']);
  if (throttling) httpApi.throttling = throttling;
  for (const [routeKey, settings] of readRouteThrottling(address, properties['RouteSettings'])) {
    checkRouteKey(routeKey);
    httpApi.routeThrottling.set(routeKey, settings);
  }
  httpApi.staged = true;
  return { ref: '$default' };
}
