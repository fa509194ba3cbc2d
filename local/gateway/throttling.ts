// The throttling of a stage, a route or the account: a rate and a burst.

export interface Throttling {
  readonly requestsPerSecond: number;
  readonly burstRequests: number;
}

/** A bucket holds one request at least, unless the template lets none pass. */
export const scaleThrottling = (
  { requestsPerSecond, burstRequests }: Throttling,
  scale: number,
): Throttling => ({
  requestsPerSecond: requestsPerSecond * scale,
  burstRequests: burstRequests === 0 ? 0 : Math.max(1, burstRequests * scale),
});
