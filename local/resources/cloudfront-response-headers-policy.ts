// AWS::CloudFront::ResponseHeadersPolicy: CORS and the headers of security that the edge adds to answers.

import { makeCors } from '../gateway/cors.ts';
import { isObject, type Json, type JsonObject, toText } from '../template/template.ts';
import type { AddHeaders } from '../edge/distribution.ts';
import type { Headers } from '../edge/edge-message.ts';
import type { ResourceType } from './resource-type.ts';

const CONFIG = 'ResponseHeadersPolicyConfig';

export const cloudFrontResponseHeadersPolicy: ResourceType = {
  rules: {
    actedOn: [
      `${CONFIG}.CorsConfig`,
      `${CONFIG}.SecurityHeadersConfig.ContentSecurityPolicy`,
      `${CONFIG}.SecurityHeadersConfig.ContentTypeOptions`,
      `${CONFIG}.SecurityHeadersConfig.FrameOptions`,
      `${CONFIG}.SecurityHeadersConfig.ReferrerPolicy`,
      `${CONFIG}.SecurityHeadersConfig.StrictTransportSecurity`,
    ],
    noEffect: { [`${CONFIG}.Comment`]: 'only people read it', [`${CONFIG}.Name`]: 'only people read it' },
  },
  create({ properties, physicalName, cloud: { edge } }) {
    const { CorsConfig, SecurityHeadersConfig } = properties[CONFIG] as JsonObject;
    const cors = isObject(CorsConfig) ? corsHeaders(CorsConfig) : () => [];
    const security = isObject(SecurityHeadersConfig) ? securityHeaders(SecurityHeadersConfig) : [];
    edge.responseHeadersPolicies.set(physicalName, (answered, origin) => {
      const has = (name: string) => answered.some(([other]) => other === name);
      const wanted = security.filter(({ name, override }) => override || !has(name));
      return [...cors(answered, origin), ...wanted.map(({ name, value }) => [name, value] as const)];
    });
    return { ref: physicalName, attributes: { Id: physicalName } };
  },
};

function corsHeaders(config: JsonObject): AddHeaders {
  const list = (name: string) => {
    const { [name]: wrapped } = config;
    return isObject(wrapped) && Array.isArray(wrapped['Items']) ? wrapped['Items'].map(toText) : [];
  };
  const cors = makeCors({
    allowOrigins: list('AccessControlAllowOrigins'),
    exposeHeaders: list('AccessControlExposeHeaders'),
  });
  // The answer to a preflight, with its methods and headers, is the API's.
  return (_answered, origin): Headers =>
    cors.apply({ statusCode: 200, headers: [], body: '' }, origin).headers;
}

interface SecurityHeader {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

const NAMES: Readonly<Record<string, readonly [name: string, valueOf: (config: JsonObject) => string]>> = {
  ContentSecurityPolicy: ['content-security-policy', (it) => toText(it['ContentSecurityPolicy'])],
  ContentTypeOptions: ['x-content-type-options', () => 'nosniff'],
  FrameOptions: ['x-frame-options', (it) => toText(it['FrameOption'])],
  ReferrerPolicy: ['referrer-policy', (it) => toText(it['ReferrerPolicy'])],
  StrictTransportSecurity: [
    'strict-transport-security',
    (it) =>
      `max-age=${toText(it['AccessControlMaxAgeSec'])}${isTrue(it['IncludeSubdomains']) ? '; includeSubDomains' : ''}`,
  ],
};

const securityHeaders = (config: JsonObject): SecurityHeader[] =>
  Object.entries(config).flatMap(([kind, settings]) => {
    const known = NAMES[kind];
    if (!known || !isObject(settings)) return [];
    const [name, valueOf] = known;
    return [{ name, value: valueOf(settings), override: isTrue(settings['Override']) }];
  });

const isTrue = (value: Json | undefined) => value === true || value === 'true';
