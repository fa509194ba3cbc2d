// AWS::CloudFront::CachePolicy: what of a request tells answers apart, and how long they are kept.

import { requireValue } from '../template/check-properties.ts';
import { isObject, type Json, type JsonObject } from '../template/template.ts';
import { readHeaderNames, readQueryBehavior } from './cloudfront-request-parts.ts';
import type { ResourceType } from './resource-type.ts';

// source: CloudFront API, CachePolicyConfig
const DEFAULT_TTL_SECONDS = 86_400;
const MAX_TTL_SECONDS = 31_536_000;

const KEY = 'CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin';
const UNCOMPRESSED = 'the local edge does not compress';

export const cloudFrontCachePolicy: ResourceType = {
  rules: {
    actedOn: [
      'CachePolicyConfig.DefaultTTL',
      'CachePolicyConfig.MaxTTL',
      'CachePolicyConfig.MinTTL',
      `${KEY}.CookiesConfig.CookieBehavior`,
      `${KEY}.HeadersConfig`,
      `${KEY}.QueryStringsConfig.QueryStringBehavior`,
    ],
    noEffect: {
      'CachePolicyConfig.Comment': 'only people read it',
      'CachePolicyConfig.Name': 'only people read it',
      [`${KEY}.EnableAcceptEncodingBrotli`]: UNCOMPRESSED,
      [`${KEY}.EnableAcceptEncodingGzip`]: UNCOMPRESSED,
    },
  },
  create({ address, properties, physicalName, cloud: { edge } }) {
    const config = properties['CachePolicyConfig'] as JsonObject;
    const key = config['ParametersInCacheKeyAndForwardedToOrigin'] as JsonObject;
    requireValue(address, `${KEY}.CookiesConfig.CookieBehavior`, cookieBehaviorOf(key), 'none');
    edge.cachePolicies.set(physicalName, {
      headers: readHeaderNames(address, KEY, key),
      query: readQueryBehavior(address, KEY, key),
      minSeconds: Number(config['MinTTL'] ?? 0),
      defaultSeconds: Number(config['DefaultTTL'] ?? DEFAULT_TTL_SECONDS),
      maxSeconds: Number(config['MaxTTL'] ?? MAX_TTL_SECONDS),
    });
    return { ref: physicalName, attributes: { Id: physicalName } };
  },
};

const cookieBehaviorOf = ({ CookiesConfig: cookies }: JsonObject): Json | undefined =>
  isObject(cookies) ? cookies['CookieBehavior'] : undefined;
