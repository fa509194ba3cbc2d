// An HTTP API as the gateway serves it, put together from the API, stage, integrations and routes of a template.

import type { Invoke } from '../lambda/invoke-result.ts';
import type { CorsConfiguration } from './cors.ts';
import type { Throttling } from './throttling.ts';
import type { TokenBucket } from './token-bucket.ts';

export interface Integration {
  readonly invoke: Invoke;
  /** How long API Gateway waits for the function, in milliseconds. */
  readonly timeoutMs: number;
}

export interface HttpApi {
  readonly apiId: string;
  readonly routes: ReadonlyMap<string, Integration>;
  readonly cors?: CorsConfiguration | undefined;
  /** What all routes share that have no throttling of their own. */
  readonly throttling?: Throttling | undefined;
  /** The throttling of single routes, by route key. */
  readonly routeThrottling?: ReadonlyMap<string, Throttling> | undefined;
  /** What all APIs of the account share. */
  readonly account?: TokenBucket | undefined;
}
