// The HTTP API: its own throttling, and the rate that all APIs of the account share.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity, RequestRate, Throttling } from '../capacity.ts';
import { SPARE } from '../headroom.ts';
import { audienceAt } from '../live/audience.ts';
import { requestQuotaOf } from '../request-quota.ts';
import { SERVICE_QUOTAS } from '../service-quotas.ts';
import type { Traffic } from '../traffic.ts';
import { type Component, component, show } from './component.ts';
import { socketCallsAt } from './push.ts';

/** Whoever has one action sends it as PUT or DELETE, so a list has two or more. */
const LEAST_ACTIONS_OF_A_LIST = 2;
/** No route gets less than this share of the API's rate. If it did, one program could use the route up, and shut out everybody. */
const LEAST_SHARE_OF_A_ROUTE = 1 / 10;
/** API Gateway's proportion: the bucket of a burst holds half a second of the rate. */
const BURST_SECONDS = 1 / 2;

/**
 * Half of the account's quota, so that its other APIs still answer, or the peak and a quarter where that is more. The
 * routes whose requests multiply work have throttles of their own, so that a flood of them leaves the other routes alone.
 */
export function planThrottling({ workload, policies }: Scenario): Throttling {
  const { peakEventsPerSecond, peakReadsPerSecond, peakSeconds, users } = workload;
  const connecting = policies.live === 'push' ? peakReadsPerSecond : 0;
  const needed = Math.ceil(SPARE * (peakEventsPerSecond + peakReadsPerSecond));
  const requestsPerSecond = Math.max(requestQuotaOf().requestsPerSecond / 2, needed);
  const route = (needed: number) =>
    rateOf(Math.max(Math.ceil(SPARE * needed), Math.ceil(LEAST_SHARE_OF_A_ROUTE * requestsPerSecond)));
  // Nobody gets a token twice within a peak, or without a like or a page that connects. So it is as many as those, or everybody within a peak.
  const visitors = route(Math.min(peakEventsPerSecond + connecting, users / peakSeconds));
  return {
    ...rateOf(requestsPerSecond),
    routes: {
      // If all likes of the peak came as lists.
      likeMany: route(peakEventsPerSecond / LEAST_ACTIONS_OF_A_LIST),
      issueVisitor: visitors,
      poseChallenge: visitors,
    },
  };
}

const rateOf = (requestsPerSecond: number): RequestRate => ({
  requestsPerSecond,
  burstRequests: Math.ceil(BURST_SECONDS * requestsPerSecond),
});

/** No route takes more than the whole API, which a deployment may have lowered for its region. */
export function capRoutes({ routes, ...api }: Throttling): Throttling {
  const capped = Object.entries(routes).map(([operation, rate]) => [
    operation,
    {
      requestsPerSecond: Math.min(rate.requestsPerSecond, api.requestsPerSecond),
      burstRequests: Math.min(rate.burstRequests, api.burstRequests),
    },
  ]);
  return { ...api, routes: Object.fromEntries(capped) as Throttling['routes'] };
}

export function apiComponents(
  { workload, policies }: Scenario,
  { throttling, push }: Capacity,
  { likes, pages, originPages, requests }: Traffic,
): Component[] {
  const audience = audienceAt('peak', workload);
  const socketCalls = push ? socketCallsAt(audience) : 0;
  const pageText = policies.edge
    ? `${show(originPages)} of ${show(pages)} pages that the edge does not answer`
    : `${show(pages)} pages`;
  const common = {
    load: requests,
    unit: 'requests/s',
    declared: `${show(throttling.requestsPerSecond)}/s, burst ${show(throttling.burstRequests)}`,
    formula: `peak ${show(likes)} likes + ${pageText}`,
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
      load: common.load + socketCalls,
      ...(push && {
        formula: `${common.formula} + ${show(audience.opensPerSecond)} connects + as many subscriptions + ${show(audience.messagesPerSecond)} messages to viewers`,
      }),
      limit: requestQuotaOf().requestsPerSecond,
      elasticity: 'quota',
      quota: SERVICE_QUOTAS.requests,
      source: 'API Gateway quotas; 2,500 in smaller regions',
      remedy: 'have the throttle rate and burst raised, in each region',
    }),
  ];
}
