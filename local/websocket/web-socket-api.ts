// A WebSocket API as the server runs it, put together from the API, stages, integrations and routes of a template.

import type { ThrottleRequest } from '../gateway/throttle-request.ts';
import type { Invoke } from '../lambda/invoke-result.ts';
import type { SelectRoute } from './select-route.ts';

export interface WebSocketRoute {
  readonly invoke: Invoke;
  /** How long API Gateway waits for the function, in milliseconds. */
  readonly timeoutMs: number;
  /** True if the client gets what the function returns. Without a route response it gets nothing. */
  readonly answers: boolean;
}

export interface WebSocketStage {
  /** The routes by route key. */
  readonly routes: ReadonlyMap<string, WebSocketRoute>;
  readonly throttle: ThrottleRequest;
}

export interface WebSocketApi {
  readonly apiId: string;
  readonly selectRoute: SelectRoute;
  /** The stages by name. They are added while the server runs. */
  readonly stages: ReadonlyMap<string, WebSocketStage>;
}

export const CONNECT = '$connect';
export const DISCONNECT = '$disconnect';
export const DEFAULT = '$default';
