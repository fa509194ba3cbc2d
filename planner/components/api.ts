// The HTTP API: its own throttling, and the rate that all APIs of the account share.

import type { Workload } from '../../scenarios/scenario.ts';
import type { Capacity, Throttling } from '../capacity.ts';
import { SPARE } from '../headroom.ts';
import { requestQuotaOf } from '../request-quota.ts';
import type { Traffic } from '../traffic.ts';
import { type Component, component, show } from './component.ts';

/**
 * Half of the account's quota, so that its other APIs still answer, or the peak and a quarter where that is more. The bucket of a
 * burst keeps API Gateway's proportion: half a second of the rate.
 */
export function planThrottling({ peakEventsPerSecond, peakReadsPerSecond }: Workload): Throttling {
  const needed = Math.ceil(SPARE * (peakEventsPerSecond + peakReadsPerSecond));
  const requestsPerSecond = Math.max(requestQuotaOf().requestsPerSecond / 2, needed);
  return { requestsPerSecond, burstRequests: Math.ceil(requestsPerSecond / 2), routes: {} };
}

export function apiComponents({ throttling }: Capacity, { requests, likes, pages }: Traffic): Component[] {
  const common = {
    load: requests,
    unit: 'requests/s',
    declared: `${show(throttling.requestsPerSecond)}/s, burst ${show(throttling.burstRequests)}`,
    formula: `peak ${show(likes)} likes + ${show(pages)} pages`,
  };
  return [
    component({
      ...common,
      name: 'API: own throttling',
      limit: throttling.requestsPerSecond,
      elasticity: 'declared',
      source: 'what is declared',
      remedy: 'higher throttling',
    }),
    component({
      ...common,
      name: 'API: rate of the account',
      limit: requestQuotaOf().requestsPerSecond,
      elasticity: 'quota',
      source: 'API Gateway quotas; 2,500 in smaller regions',
      remedy: 'have the throttle rate and burst raised, in each region',
    }),
  ];
}
