// An HTTP API as the gateway serves it: what the API, stage, integrations and routes of a template come to.

import type { CorsConfiguration } from './cors.ts';

/** How an invocation of a function ended. */
export type InvokeResult =
  | { readonly status: 'ok'; readonly payloadJson: string }
  | { readonly status: 'function-error'; readonly errorType: string; readonly errorMessage: string }
  | { readonly status: 'timeout' }
  | { readonly status: 'throttled' };

export type Invoke = (payloadJson: string) => Promise<InvokeResult>;

export interface Integration {
  readonly invoke: Invoke;
  /** How long API Gateway waits for the function, in milliseconds. */
  readonly timeoutMs: number;
}

export interface HttpApi {
  readonly apiId: string;
  readonly routes: ReadonlyMap<string, Integration>;
  readonly cors?: CorsConfiguration | undefined;
  readonly throttling?: Throttling | undefined;
}

export interface Throttling {
  readonly requestsPerSecond: number;
  readonly burstRequests: number;
}
