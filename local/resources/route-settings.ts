// Reads the throttling of a stage: its default, and that of single routes.

import type { Throttling } from '../gateway/throttling.ts';
import { isObject, type Json } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';

const SETTINGS = ['ThrottlingBurstLimit', 'ThrottlingRateLimit', 'DetailedMetricsEnabled'];

/** A setting that is left out is the account's limit, which counts for every request anyway. */
export function readThrottling(settings: Json | undefined): Throttling | undefined {
  if (!isObject(settings)) return undefined;
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings;
  if (rate === undefined && burst === undefined) return undefined;
  return {
    requestsPerSecond: Number(rate ?? Number.MAX_SAFE_INTEGER),
    burstRequests: Number(burst ?? Number.MAX_SAFE_INTEGER),
  };
}

/** Returns the throttling by route key. Throws UnsupportedTemplateError for another setting. */
export function readRouteThrottling(
  address: ResourceAddress,
  routes: Json | undefined,
): ReadonlyMap<string, Throttling> {
  const read = new Map<string, Throttling>();
  for (const [routeKey, settings] of Object.entries(isObject(routes) ? routes : {})) {
    checkSettings(address, routeKey, settings);
    const throttling = readThrottling(settings);
    if (throttling) read.set(routeKey, throttling);
  }
  return read;
}

/** The rules of the type cannot name these settings, because they lie under the route keys. */
function checkSettings(address: ResourceAddress, routeKey: string, settings: Json | undefined): void {
  const unknown = Object.keys(isObject(settings) ? settings : {}).find((name) => !SETTINGS.includes(name));
  if (isObject(settings) && unknown === undefined) return;
  throw new UnsupportedTemplateError(
    address,
    `property RouteSettings["${routeKey}"]${unknown === undefined ? '' : `.${unknown}`} is not supported by the local cloud`,
  );
}
