// Collects the parts of the HTTP API. The API, its stage, its integrations and its routes are resources of their own.

import type { CorsConfiguration } from '../gateway/cors.ts';
import type { HttpApi, Integration } from '../gateway/http-api.ts';
import { scaleThrottling, type Throttling } from '../gateway/throttling.ts';
import type { CloudLimits } from '../limits/cloud-limits.ts';

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

/**
 * Returns the API to serve. It has no routes if the templates have no API or no stage for it. Without a scale nothing is
 * throttled.
 */
export function joinHttpApi(
  { apiId = 'none', cors, throttling, routeThrottling, staged, routes }: HttpApiParts,
  { scale, apiGateway }: Pick<CloudLimits, 'scale' | 'apiGateway'>,
): HttpApi {
  const api: HttpApi = { apiId, cors, routes: staged ? routes : new Map() };
  if (scale === undefined) return api;
  return {
    ...api,
    throttling: throttling && scaleThrottling(throttling, scale),
    routeThrottling: new Map(
      [...routeThrottling].map(([routeKey, limits]) => [routeKey, scaleThrottling(limits, scale)]),
    ),
    account: apiGateway?.requests,
  };
}
