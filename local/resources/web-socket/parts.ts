// Collects the parts of the WebSocket APIs. An API, its stages, integrations, routes and their responses are resources of their
// own.

import type { Integration } from '../../gateway/http-api.ts';
import type { RunningWebSocketApi } from '../../websocket/server.ts';
import type { WebSocketRoute, WebSocketStage } from '../../websocket/web-socket-api.ts';

export interface RouteParts extends WebSocketRoute {
  readonly routeId: string;
  /** True if the route selects its response. Without a response to select it answers nothing. */
  readonly selectsResponse: boolean;
  answers: boolean;
}

export interface WebSocketApiParts {
  /** The integrations by id. */
  readonly integrations: Map<string, Integration>;
  /** The routes by route key. */
  readonly routes: Map<string, RouteParts>;
  /** What each deployment serves, by id. */
  readonly deployments: Map<string, ReadonlyMap<string, WebSocketRoute>>;
  readonly stages: Map<string, WebSocketStage>;
  readonly server: RunningWebSocketApi;
}
