// AWS::CloudFront::Distribution: the edge before the HTTP API and buckets.

import type { Behavior, CachePolicy } from '../edge/distribution.ts';
import type { Headers, Origin } from '../edge/edge-message.ts';
import { requireValue } from '../template/check-properties.ts';
import { shortHash } from '../template/physical-name.ts';
import { isObject, type Json, type JsonObject, toText } from '../template/template.ts';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { objectsOf, readOrigin } from './cloudfront-origin.ts';
import type { CloudParts, ResourceType } from './resource-type.ts';

const PLAIN_HTTP = 'the local edge speaks plain HTTP/1.1';
const UNCOMPRESSED = 'the local edge does not compress';

/** What a behavior may have, under the path of the default one or of the others. */
const behaviorPaths = (path: string, names: readonly string[]) => names.map((name) => `${path}.${name}`);
const ACTED_ON = [
  'AllowedMethods',
  'CachePolicyId',
  'OriginRequestPolicyId',
  'PathPattern',
  'ResponseHeadersPolicyId',
  'TargetOriginId',
];
const DEFAULT = 'DistributionConfig.DefaultCacheBehavior';
const OTHERS = 'DistributionConfig.CacheBehaviors[]';

// source: CloudFront API, AllowedMethods
const DEFAULT_METHODS = ['GET', 'HEAD'];

export const cloudFrontDistribution: ResourceType = {
  rules: {
    actedOn: [
      ...behaviorPaths(DEFAULT, ACTED_ON),
      ...behaviorPaths(OTHERS, ACTED_ON),
      'DistributionConfig.CustomErrorResponses[].ErrorCachingMinTTL',
      'DistributionConfig.CustomErrorResponses[].ErrorCode',
      'DistributionConfig.DefaultRootObject',
      'DistributionConfig.Enabled',
      'DistributionConfig.Origins[].DomainName',
      'DistributionConfig.Origins[].Id',
      'DistributionConfig.Origins[].OriginCustomHeaders',
    ],
    noEffect: {
      [`${DEFAULT}.Compress`]: UNCOMPRESSED,
      [`${OTHERS}.Compress`]: UNCOMPRESSED,
      [`${DEFAULT}.ViewerProtocolPolicy`]: PLAIN_HTTP,
      [`${OTHERS}.ViewerProtocolPolicy`]: PLAIN_HTTP,
      'DistributionConfig.Comment': 'only people read it',
      'DistributionConfig.HttpVersion': PLAIN_HTTP,
      'DistributionConfig.IPV6Enabled': 'the local edge is at 127.0.0.1',
      'DistributionConfig.Origins[].CustomOriginConfig': PLAIN_HTTP,
      'DistributionConfig.Origins[].OriginAccessControlId': 'the local cloud checks no permissions',
      'DistributionConfig.Origins[].S3OriginConfig': 'the local cloud checks no permissions',
      'DistributionConfig.PriceClass': 'the local edge is in one place',
      Tags: 'only people and bills read it',
    },
  },
  async create({ address, properties, physicalName, cloud }) {
    const config = properties['DistributionConfig'] as JsonObject;
    requireValue(address, 'DistributionConfig.Enabled', config['Enabled'], true);
    if (cloud.edge.distribution)
      throw new UnsupportedTemplateError(
        address,
        'the local cloud serves one distribution, and this is the second',
      );
    const origins = new Map<string, { ask: Origin; headers: Headers }>();
    for (const origin of objectsOf(config['Origins']))
      origins.set(toText(origin['Id']), await readOrigin(address, origin, cloud));
    const errorSeconds = new Map(
      objectsOf(config['CustomErrorResponses']).map((it) => [
        Number(it['ErrorCode']),
        Number(it['ErrorCachingMinTTL'] ?? 0),
      ]),
    );
    const read = (behavior: JsonObject) => readBehavior(address, behavior, { origins, errorSeconds, cloud });
    const rootObject = toText(config['DefaultRootObject'] ?? '');
    cloud.edge.distribution = {
      defaultRootObject: rootObject === '' ? undefined : rootObject,
      behaviors: [
        ...objectsOf(config['CacheBehaviors']),
        { ...(config['DefaultCacheBehavior'] as JsonObject), PathPattern: '*' },
      ].map(read),
    };
    const id = `E${shortHash(physicalName).slice(0, 13).toUpperCase()}`;
    const domainName = `d${id.slice(1).toLowerCase()}.cloudfront.net`;
    cloud.edge.domainName = domainName;
    return { ref: id, attributes: { Id: id, DomainName: domainName } };
  },
};

interface Known {
  readonly origins: ReadonlyMap<string, { readonly ask: Origin; readonly headers: Headers }>;
  readonly errorSeconds: ReadonlyMap<number, number>;
  readonly cloud: CloudParts;
}

function readBehavior(
  address: ResourceAddress,
  behavior: JsonObject,
  { origins, errorSeconds, cloud: { edge } }: Known,
): Behavior {
  const find = <Value>(name: string, among: ReadonlyMap<string, Value>): Value => {
    const found = among.get(toText(behavior[name]));
    if (found) return found;
    throw new UnsupportedTemplateError(
      address,
      `property ${name}: ${toText(behavior[name])} is not known here`,
    );
  };
  const findIfNamed = <Value>(name: string, among: ReadonlyMap<string, Value>): Value | undefined =>
    behavior[name] === undefined ? undefined : find(name, among);
  const origin = find('TargetOriginId', origins);
  const cachePolicy: CachePolicy = find('CachePolicyId', edge.cachePolicies);
  return {
    pathPattern: toText(behavior['PathPattern']),
    methods: methodsOf(behavior['AllowedMethods']),
    origin: origin.ask,
    originHeaders: origin.headers,
    cachePolicy,
    bounds: { ...cachePolicy, errorSeconds },
    forwarded: findIfNamed('OriginRequestPolicyId', edge.originRequestPolicies) ?? {
      headers: [],
      query: false,
    },
    addHeaders: findIfNamed('ResponseHeadersPolicyId', edge.responseHeadersPolicies) ?? (() => []),
  };
}

const methodsOf = (methods: Json | undefined): readonly string[] =>
  Array.isArray(methods) ? methods.map(toText) : isObject(methods) ? objectItems(methods) : DEFAULT_METHODS;

const objectItems = ({ Items: items }: JsonObject): readonly string[] =>
  Array.isArray(items) ? items.map(toText) : DEFAULT_METHODS;
