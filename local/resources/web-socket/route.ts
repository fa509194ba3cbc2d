// A route of a WebSocket API: one of the three that API Gateway knows, or any name.

import type { Integration } from '../../gateway/http-api.ts';
import { requireValue } from '../../template/check-properties.ts';
import { toText } from '../../template/template.ts';
import { UnsupportedTemplateError } from '../../template/unsupported-template-error.ts';
import { CONNECT, DEFAULT, DISCONNECT } from '../../websocket/web-socket-api.ts';
import type { ResourceRequest } from '../resource-type.ts';
import type { WebSocketApiParts } from './parts.ts';

export function addWebSocketRoute(
  { address, properties, physicalName }: ResourceRequest,
  api: WebSocketApiParts,
  integration: Integration,
): void {
  const routeKey = toText(properties['RouteKey']);
  if (routeKey.startsWith('$') && ![CONNECT, DEFAULT, DISCONNECT].includes(routeKey))
    throw new UnsupportedTemplateError(
      address,
      `property RouteKey: "${routeKey}" is no route key of a WebSocket API`,
    );
  const selection = properties['RouteResponseSelectionExpression'];
  requireValue(address, 'RouteResponseSelectionExpression', selection, '$default');
  api.routes.set(routeKey, {
    ...integration,
    routeId: physicalName,
    selectsResponse: selection !== undefined,
    answers: false,
  });
}
