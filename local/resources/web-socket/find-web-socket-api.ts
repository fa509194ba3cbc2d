// Finds the WebSocket API that a resource belongs to, by its ApiId.

import { toText } from '../../template/template.ts';
import type { ResourceRequest } from '../resource-type.ts';
import type { WebSocketApiParts } from './parts.ts';

/** Returns the WebSocket API that the resource belongs to, or undefined if it belongs to another API. */
export const findWebSocketApi = ({
  properties,
  cloud: { webSocketApis },
}: Pick<ResourceRequest, 'properties' | 'cloud'>): WebSocketApiParts | undefined =>
  webSocketApis.byId.get(toText(properties['ApiId']));
