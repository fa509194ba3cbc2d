// Collects the parts of the HTTP API. The API, its stage, its integrations and its routes are resources of their own.

import type { CorsConfiguration } from '../gateway/cors.ts';
import type { HttpApi, Integration, Throttling } from '../gateway/http-api.ts';

export interface HttpApiParts {
  apiId?: string;
  cors?: CorsConfiguration;
  throttling?: Throttling;
  /** True once a stage serves the API. */
  staged?: boolean;
  /** The integrations by id. */
  readonly integrations: Map<string, Integration>;
  /** The integration of each route, by route key. */
  readonly routes: Map<string, Integration>;
}

export const makeHttpApiParts = (): HttpApiParts => ({ integrations: new Map(), routes: new Map() });

/** Returns the API to serve. It has no routes if the templates have no API or no stage for it. */
export const joinHttpApi = ({ apiId = 'none', cors, throttling, staged, routes }: HttpApiParts): HttpApi => ({
  apiId,
  cors,
  throttling,
  routes: staged ? routes : new Map(),
});
