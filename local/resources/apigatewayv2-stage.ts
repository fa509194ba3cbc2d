// AWS::ApiGatewayV2::Stage: the default stage and its throttling.

import { requireValue } from '../template/check-properties.ts';
import { isObject } from '../template/template.ts';
import type { ResourceType } from './resource-type.ts';

// source: API Gateway account quota, requests per second and burst per region
const ACCOUNT_REQUESTS_PER_SECOND = 10_000;
const ACCOUNT_BURST_REQUESTS = 5_000;

export const apiGatewayV2Stage: ResourceType = {
  rules: {
    actedOn: [
      'ApiId',
      'AutoDeploy',
      'DefaultRouteSettings.ThrottlingBurstLimit',
      'DefaultRouteSettings.ThrottlingRateLimit',
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
    const settings = isObject(properties['DefaultRouteSettings']) ? properties['DefaultRouteSettings'] : {};
    httpApi.throttling = {
      requestsPerSecond: Number(settings['ThrottlingRateLimit'] ?? ACCOUNT_REQUESTS_PER_SECOND),
      burstRequests: Number(settings['ThrottlingBurstLimit'] ?? ACCOUNT_BURST_REQUESTS),
    };
    httpApi.staged = true;
    return { ref: '$default' };
  },
};
