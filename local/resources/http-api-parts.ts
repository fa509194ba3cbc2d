// Collects the parts of the HTTP API. The API, its stage, its integrations and its routes are resources of their own.

import type { CorsConfiguration } from '../gateway/cors.ts';
import type { HttpApi, Integration, Throttling } from '../gateway/http-api.ts';

export interface HttpApiParts {
  apiId?: string;
  cors?: CorsConfiguration;
  /** The stage's default. Without it only the account's limit counts. */
  throttling?: Throttling;
  readonly routeThrottling: Map<string, Throttling>;
  /** True once a stage serves the API. */
  staged?: boolean;
  /** The integrations by id. */
  readonly integrations: Map<string, Integration>;
  /** The integration of each route, by route key. */
  readonly routes: Map<string, Integration>;
}

export const makeHttpApiParts = (): HttpApiParts => ({
  integrations: new Map(),
  routes: new Map(),
  routeThrottling: new Map(),
});

// source: API Gateway account quota, requests per second and burst per region
const ACCOUNT_THROTTLING: Throttling = { requestsPerSecond: 10_000, burstRequests: 5_000 };

/**
 * Returns the API to serve. It has no routes if the templates have no API or no stage for it.
 *
 * @param scale what the limits are multiplied by. Without it nothing is throttled.
 */
export function joinHttpApi(
  { apiId = 'none', cors, throttling, routeThrottling, staged, routes }: HttpApiParts,
  scale: number | undefined,
): HttpApi {
  const api: HttpApi = { apiId, cors, routes: staged ? routes : new Map() };
  if (scale === undefined) return api;
  return {
    ...api,
    throttling: throttling && scaleThrottling(throttling, scale),
    routeThrottling: new Map(
      [...routeThrottling].map(([routeKey, limits]) => [routeKey, scaleThrottling(limits, scale)]),
    ),
    accountThrottling: scaleThrottling(ACCOUNT_THROTTLING, scale),
  };
}

/** A bucket holds one request at least, unless the template lets none pass. */
const scaleThrottling = ({ requestsPerSecond, burstRequests }: Throttling, scale: number): Throttling => ({
  requestsPerSecond: requestsPerSecond * scale,
  burstRequests: burstRequests === 0 ? 0 : Math.max(1, burstRequests * scale),
});
