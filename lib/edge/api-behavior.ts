// How the edge treats requests to the API. It caches what the API's own headers allow, by path and query.

import { Duration } from 'aws-cdk-lib';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { EDGE_SECRET_HEADER, VIEWER_ADDRESS_HEADER } from '../../core/api/edge-header.ts';
import type { EdgeSecret } from './edge-secret.ts';
import { globalName } from './global-name.ts';
import { apiHeaders } from './security-headers.ts';

/** The longest that the API lets anything be kept: what it says of itself. */
const LONGEST_MAX_AGE = Duration.hours(1);

/** What the API reads of a request besides its token, and what CORS asks with. None of it may change what a read answers. */
const FORWARDED = [
  'idempotency-key',
  'content-type',
  'origin',
  'access-control-request-method',
  'access-control-request-headers',
  VIEWER_ADDRESS_HEADER,
];

export interface ApiBehaviorProps {
  /** The name that API Gateway gives the API. */
  readonly domainName: string;
  readonly secret: EdgeSecret;
  readonly allowedOrigins: readonly string[];
}

export function apiBehavior(
  scope: Construct,
  { domainName, secret, allowedOrigins }: ApiBehaviorProps,
): BehaviorOptions {
  return {
    origin: new HttpOrigin(domainName, {
      // The template holds a reference, which CloudFormation resolves when it makes the distribution.
      customHeaders: { [EDGE_SECRET_HEADER]: secret.secretValue.unsafeUnwrap() },
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    // A redirect would come after the token had gone over an open line.
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    compress: true,
    cachePolicy: new CachePolicy(scope, 'ApiCaching', {
      cachePolicyName: globalName(scope, 'ApiCaching'),
      comment: 'By path and query, for as long as the API says',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: LONGEST_MAX_AGE,
      queryStringBehavior: CacheQueryStringBehavior.all(),
      // CloudFront forwards a token only as a part of the key. So the answers to two people can never be mixed up, and the API lets none
      // of them be kept.
      headerBehavior: CacheHeaderBehavior.allowList('authorization'),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    }),
    originRequestPolicy: new OriginRequestPolicy(scope, 'ApiRequests', {
      originRequestPolicyName: globalName(scope, 'ApiRequests'),
      comment: 'What the API reads of a request besides its token',
      headerBehavior: OriginRequestHeaderBehavior.allowList(...FORWARDED),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
    }),
    responseHeadersPolicy: apiHeaders(scope, allowedOrigins),
  };
}
