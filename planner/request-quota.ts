// The requests that all APIs of an account may take together in a region, unless AWS has raised the quota.
// source: API Gateway guide, "Amazon API Gateway quotas", account-level quotas per Region

import type { RequestRate } from './capacity.ts';

const QUOTA: RequestRate = { requestsPerSecond: 10_000, burstRequests: 5_000 };
export const SMALLER_QUOTA: RequestRate = { requestsPerSecond: 2_500, burstRequests: 1_250 };

const SMALLER_REGIONS: ReadonlySet<string> = new Set([
  'af-south-1', // Cape Town
  'ap-south-2', // Hyderabad
  'ap-southeast-3', // Jakarta
  'ap-southeast-4', // Melbourne
  'ap-southeast-5', // Malaysia
  'ap-southeast-7', // Thailand
  'ca-west-1', // Calgary
  'eu-central-2', // Zurich
  'eu-south-1', // Milan
  'eu-south-2', // Spain
  'il-central-1', // Tel Aviv
  'me-central-1', // UAE
  'mx-central-1', // Mexico
]);

/** Without a region, the quota of the larger regions. */
export const requestQuotaOf = (region?: string): RequestRate =>
  region !== undefined && SMALLER_REGIONS.has(region) ? SMALLER_QUOTA : QUOTA;
