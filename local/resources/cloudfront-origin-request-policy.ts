// AWS::CloudFront::OriginRequestPolicy: what of a request the origin gets besides what is in the key.

import { requireValue } from '../template/check-properties.ts';
import { isObject, type JsonObject } from '../template/template.ts';
import { readHeaderNames, readQueryBehavior } from './cloudfront-request-parts.ts';
import type { ResourceType } from './resource-type.ts';

const CONFIG = 'OriginRequestPolicyConfig';

export const cloudFrontOriginRequestPolicy: ResourceType = {
  rules: {
    actedOn: [
      `${CONFIG}.CookiesConfig.CookieBehavior`,
      `${CONFIG}.HeadersConfig`,
      `${CONFIG}.QueryStringsConfig.QueryStringBehavior`,
    ],
    noEffect: { [`${CONFIG}.Comment`]: 'only people read it', [`${CONFIG}.Name`]: 'only people read it' },
  },
  create({ address, properties, physicalName, cloud: { edge } }) {
    const config = properties[CONFIG] as JsonObject;
    const { CookiesConfig: cookies } = config;
    const cookieBehavior = isObject(cookies) ? cookies['CookieBehavior'] : undefined;
    requireValue(address, `${CONFIG}.CookiesConfig.CookieBehavior`, cookieBehavior, 'none');
    edge.originRequestPolicies.set(physicalName, {
      headers: readHeaderNames(address, CONFIG, config),
      query: readQueryBehavior(address, CONFIG, config),
    });
    return { ref: physicalName, attributes: { Id: physicalName } };
  },
};
