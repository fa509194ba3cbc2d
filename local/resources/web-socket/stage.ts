// A stage of a WebSocket API. With AutoDeploy it serves the routes as they are, and otherwise those of its deployment.

import { scaleThrottling } from '../../gateway/throttling.ts';
import { makeThrottleRequest, type ThrottleRequest } from '../../gateway/throttle-request.ts';
import { toText } from '../../template/template.ts';
import { UnsupportedTemplateError } from '../../template/unsupported-template-error.ts';
import type { WebSocketRoute } from '../../websocket/web-socket-api.ts';
import type { CreatedResource, ResourceRequest } from '../resource-type.ts';
import { readRouteThrottling, readThrottling } from '../route-settings.ts';
import type { WebSocketApiParts } from './parts.ts';

export function createWebSocketStage(request: ResourceRequest, api: WebSocketApiParts): CreatedResource {
  const { address, properties } = request;
  const name = toText(properties['StageName']);
  if (!/^[\w-]{1,128}$/.test(name))
    throw new UnsupportedTemplateError(
      address,
      `property StageName: "${name}" is no stage of a WebSocket API`,
    );
  const routes = properties['AutoDeploy'] === true ? api.routes : findDeployment(request, api);
  api.stages.set(name, { routes, throttle: makeThrottle(request) });
  return { ref: name };
}

/** Without AutoDeploy, whose default is false, a stage serves nothing until a deployment is made for it. */
function findDeployment(
  { address, properties }: ResourceRequest,
  api: WebSocketApiParts,
): ReadonlyMap<string, WebSocketRoute> {
  const deployment = api.deployments.get(toText(properties['DeploymentId']));
  if (deployment) return deployment;
  throw new UnsupportedTemplateError(
    address,
    'property AutoDeploy: false is supported only with a DeploymentId',
  );
}

function makeThrottle({ address, properties, cloud: { limits } }: ResourceRequest): ThrottleRequest {
  const throttling = readThrottling(properties['DefaultRouteSettings']);
  const routeThrottling = readRouteThrottling(address, properties['RouteSettings']);
  const { scale, apiGateway } = limits;
  if (scale === undefined) return () => undefined;
  return makeThrottleRequest(
    {
      throttling: throttling && scaleThrottling(throttling, scale),
      routeThrottling: new Map(
        [...routeThrottling].map(([routeKey, settings]) => [routeKey, scaleThrottling(settings, scale)]),
      ),
      account: apiGateway?.requests,
    },
    Date.now,
  );
}
