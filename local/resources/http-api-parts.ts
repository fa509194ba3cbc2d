// The HTTP API as its resources come in: the API, its stage, integrations and routes are resources of their own.

import type { CorsConfiguration } from '../gateway/cors.ts';
import type { HttpApi, Integration, Throttling } from '../gateway/http-api.ts';

export interface HttpApiParts {
  apiId?: string;
  cors?: CorsConfiguration;
  throttling?: Throttling;
  /** True once a stage serves the API. */
  staged?: boolean;
  /** By integration id. */
  readonly integrations: Map<string, Integration>;
  /** By route key. */
  readonly routes: Map<string, Integration>;
}

export const makeHttpApiParts = (): HttpApiParts => ({ integrations: new Map(), routes: new Map() });

/** The API to serve; without routes where the templates have no API or no stage for it. */
export const joinHttpApi = ({ apiId = 'none', cors, throttling, staged, routes }: HttpApiParts): HttpApi => ({
  apiId,
  cors,
  throttling,
  routes: staged ? routes : new Map(),
});
