// AWS::ApiGatewayV2::Stage: the default stage and its throttling, of single routes and of all others.

import { requireValue } from '../template/check-properties.ts';
import type { Throttling } from '../gateway/http-api.ts';
import { checkRouteKey } from '../gateway/route-table.ts';
import { isObject, type Json } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import type { ResourceType } from './resource-type.ts';

const THROTTLING_SETTINGS = ['ThrottlingBurstLimit', 'ThrottlingRateLimit'];

export const apiGatewayV2Stage: ResourceType = {
  rules: {
    actedOn: [
      'ApiId',
      'AutoDeploy',
      'DefaultRouteSettings.ThrottlingBurstLimit',
      'DefaultRouteSettings.ThrottlingRateLimit',
      'RouteSettings',
      'StageName',
    ],
    noEffect: {
      AccessLogSettings: 'the local cloud writes no access log',
      'DefaultRouteSettings.DetailedMetricsEnabled': 'the gateway counts no metrics',
      Description: 'only people read it',
      Tags: 'only people and bills read it',
    },
  },
  create({ address, properties, cloud: { httpApi } }) {
    requireValue(address, 'StageName', properties['StageName'], '$default');
    // Without AutoDeploy, whose default is false, a stage serves nothing until a deployment is made for it.
    requireValue(address, 'AutoDeploy', properties['AutoDeploy'] ?? false, true);
    const { DefaultRouteSettings: defaults, RouteSettings: routes } = properties;
    const throttling = readThrottling(defaults);
    if (throttling) httpApi.throttling = throttling;
    for (const [routeKey, settings] of Object.entries(isObject(routes) ? routes : {})) {
      checkRouteKey(routeKey);
      checkSettings(address, routeKey, settings);
      const ofRoute = readThrottling(settings);
      if (ofRoute) httpApi.routeThrottling.set(routeKey, ofRoute);
    }
    httpApi.staged = true;
    return { ref: '$default' };
  },
};

/** A setting that is left out is the account's limit, which counts for every request anyway. */
function readThrottling(settings: Json | undefined): Throttling | undefined {
  if (!isObject(settings)) return undefined;
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings;
  if (rate === undefined && burst === undefined) return undefined;
  return {
    requestsPerSecond: Number(rate ?? Number.MAX_SAFE_INTEGER),
    burstRequests: Number(burst ?? Number.MAX_SAFE_INTEGER),
  };
}

/** The rules of the type cannot name these settings, because they lie under the route keys. */
function checkSettings(address: ResourceAddress, routeKey: string, settings: Json | undefined): void {
  const unknown = Object.keys(isObject(settings) ? settings : {}).find(
    (name) => !THROTTLING_SETTINGS.includes(name) && name !== 'DetailedMetricsEnabled',
  );
  if (isObject(settings) && unknown === undefined) return;
  throw new UnsupportedTemplateError(
    address,
    `property RouteSettings["${routeKey}"]${unknown === undefined ? '' : `.${unknown}`} is not supported by the local cloud`,
  );
}
