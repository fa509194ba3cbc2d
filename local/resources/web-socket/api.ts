// A WebSocket API of a template. Its server listens before its functions are made, because their environments name its port.
// It has no stage yet, so it serves nobody.

import { makeWebSocketApiMetrics } from '../../cloudwatch/api-metrics.ts';
import { refuseProperties } from '../../template/check-properties.ts';
import { toText } from '../../template/template.ts';
import { UnsupportedTemplateError } from '../../template/unsupported-template-error.ts';
import { makeSelectRoute, RouteSelectionError, type SelectRoute } from '../../websocket/select-route.ts';
import { startWebSocketServer } from '../../websocket/server.ts';
import type { WebSocketStage } from '../../websocket/web-socket-api.ts';
import { apiDomainName, makeApiId } from '../api-id.ts';
import type { CreatedResource, ResourceRequest } from '../resource-type.ts';

export async function createWebSocketApi(request: ResourceRequest): Promise<CreatedResource> {
  const { address, properties, physicalName, cloud } = request;
  const { webSocketApis, limits, localAddresses, cloudwatch, log } = cloud;
  refuseProperties(address, properties, ['CorsConfiguration'], 'a WebSocket API');
  const selectRoute = readSelection(request);
  const apiId = makeApiId(physicalName);
  const stages = new Map<string, WebSocketStage>();
  const server = await startWebSocketServer(
    { apiId, selectRoute, stages },
    {
      accessKeyId: webSocketApis.accessKeyId,
      allowsPage: (origin) => webSocketApis.allowsPage(origin),
      account: limits.apiGateway,
      onThrottled: (by) => limits.countThrottle(`websocket ${by}`),
      log,
    },
  );
  cloudwatch.addSource(makeWebSocketApiMetrics(cloudwatch.store, apiId, () => server.readUsage()));
  webSocketApis.byId.set(apiId, {
    integrations: new Map(),
    routes: new Map(),
    deployments: new Map(),
    stages,
    server,
  });
  localAddresses.add(apiDomainName(apiId), server.url);
  return {
    ref: apiId,
    attributes: { ApiId: apiId, ApiEndpoint: `ws://${new URL(server.url).host}` },
    close: () => server.close(),
  };
}

function readSelection({ address, properties }: ResourceRequest): SelectRoute {
  try {
    return makeSelectRoute(toText(properties['RouteSelectionExpression']));
  } catch (error) {
    if (!(error instanceof RouteSelectionError)) throw error;
    throw new UnsupportedTemplateError(address, `property RouteSelectionExpression: ${error.message}`);
  }
}
