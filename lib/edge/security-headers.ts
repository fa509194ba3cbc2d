// The headers that the edge adds to answers, so that a browser does nothing with them that the page does not need.

import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type ResponseHeadersCorsBehavior,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { corsFor } from '../api/likes-api.ts';
import { globalName } from './global-name.ts';

const forAll: ResponseSecurityHeadersBehavior = {
  contentTypeOptions: { override: true },
  frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
  // Only this name: the names beside it belong to the owner, or to other customers of CloudFront.
  strictTransportSecurity: {
    accessControlMaxAge: Duration.days(365),
    includeSubdomains: false,
    override: true,
  },
};

/** The page talks to the API under its own name, and to the WebSocket API where it is told of counts. */
const pagePolicy = (liveUrl: string | undefined): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // The like button's style is in its shadow root.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self'${liveUrl === undefined ? '' : ` ${liveUrl}`}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Other sites may load the like button with its integrity attribute, which needs CORS. */
const pageCors: ResponseHeadersCorsBehavior = {
  accessControlAllowOrigins: ['*'],
  accessControlAllowMethods: ['GET', 'HEAD'],
  accessControlAllowHeaders: ['*'],
  accessControlAllowCredentials: false,
  originOverride: true,
};

export const pageHeaders = (scope: Construct, liveUrl: string | undefined) =>
  new ResponseHeadersPolicy(scope, 'PageHeaders', {
    responseHeadersPolicyName: globalName(scope, 'PageHeaders'),
    comment: 'The page: what it may load, and who may show it',
    corsBehavior: pageCors,
    securityHeadersBehavior: {
      ...forAll,
      contentSecurityPolicy: { contentSecurityPolicy: pagePolicy(liveUrl), override: true },
    },
  });

/**
 * CORS is done here and not by the API, because the answers of the API are kept for all origins. The badge has a content security policy
 * of its own, which stays.
 */
export function apiHeaders(scope: Construct, allowedOrigins: readonly string[]) {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge } = corsFor(allowedOrigins);
  return new ResponseHeadersPolicy(scope, 'ApiHeaders', {
    responseHeadersPolicyName: globalName(scope, 'ApiHeaders'),
    comment: 'The API: whose pages may read its answers',
    ...(allowedOrigins.length > 0 && {
      corsBehavior: {
        accessControlAllowOrigins: allowOrigins,
        accessControlAllowMethods: allowMethods,
        accessControlAllowHeaders: allowHeaders,
        accessControlExposeHeaders: exposeHeaders,
        accessControlMaxAge: maxAge,
        accessControlAllowCredentials: false,
        originOverride: true,
      },
    }),
    securityHeadersBehavior: {
      ...forAll,
      contentSecurityPolicy: {
        contentSecurityPolicy: "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        override: false,
      },
    },
  });
}
