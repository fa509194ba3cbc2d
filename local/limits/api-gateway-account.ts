// What all APIs of an account share in API Gateway: the HTTP API, the WebSocket APIs and the calls of @connections.

import { scaleThrottling, type Throttling } from '../gateway/throttling.ts';
import { makeTokenBucket, type TokenBucket } from '../gateway/token-bucket.ts';

// source: API Gateway account quota, requests per second and burst per region
const REQUESTS: Throttling = { requestsPerSecond: 10_000, burstRequests: 5_000 };
// source: API Gateway quotas for WebSocket APIs, new connections per second per account. The quota names no burst.
const NEW_CONNECTIONS: Throttling = { requestsPerSecond: 500, burstRequests: 500 };

export interface ApiGatewayAccount {
  /** Requests, messages of WebSocket clients, and calls of @connections. */
  readonly requests: TokenBucket;
  /** Handshakes of WebSocket clients. */
  readonly newConnections: TokenBucket;
}

/** @param scale what the limits are multiplied by */
export const makeApiGatewayAccount = (scale: number, now: () => number): ApiGatewayAccount => ({
  requests: makeTokenBucket(scaleThrottling(REQUESTS, scale), now),
  newConnections: makeTokenBucket(scaleThrottling(NEW_CONNECTIONS, scale), now),
});
