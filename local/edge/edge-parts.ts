// Collects the parts of the edge. The distribution, its policies and the buckets are resources of their own.

import type { Bucket } from './bucket.ts';
import type { AddHeaders, CachePolicy, Distribution, RequestParts } from './distribution.ts';
import type { EdgeRequest, EdgeResponse, Origin } from './edge-message.ts';

export interface EdgeParts {
  readonly cachePolicies: Map<string, CachePolicy>;
  readonly originRequestPolicies: Map<string, RequestParts>;
  readonly responseHeadersPolicies: Map<string, AddHeaders>;
  /** By name. */
  readonly buckets: Map<string, Bucket>;
  /** The HTTP API, which listens only after all resources are made. */
  api: Origin;
  distribution?: Distribution;
  /** The distribution's on AWS. */
  domainName?: string;
}

/** The managed policy CachingOptimized: by path alone, for a day unless the file says otherwise. */
// source: CloudFront guide, "Use managed cache policies"
const CACHING_OPTIMIZED_ID = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_OPTIMIZED: CachePolicy = {
  headers: [],
  query: false,
  minSeconds: 1,
  defaultSeconds: 86_400,
  maxSeconds: 31_536_000,
};

export const makeEdgeParts = (): EdgeParts => ({
  cachePolicies: new Map([[CACHING_OPTIMIZED_ID, CACHING_OPTIMIZED]]),
  originRequestPolicies: new Map(),
  responseHeadersPolicies: new Map(),
  buckets: new Map(),
  api: (_request: EdgeRequest): Promise<EdgeResponse> =>
    Promise.reject(new Error('the API is not started yet')),
});
