// The edge: one CloudFront distribution before API and page. Both have the same origin then, so the page needs no CORS.

import { CfnOutput, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Distribution, type ErrorResponse, HttpVersion, PriceClass } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import type { OwnDomain } from '../api/own-domain.ts';
import { AddressRateRule } from './address-rate-rule.ts';
import { API_PATHS } from '../../core/api/routes.ts';
import { apiBehavior } from './api-behavior.ts';
import { acknowledgeDistribution } from './distribution-findings.ts';
import type { EdgeSecret } from './edge-secret.ts';
import { DEFAULT_PAGE, type EdgeSettings } from './edge-settings.ts';
import { Page } from './page.ts';

/** Alias records point at this zone for every distribution. */
// source: CloudFormation reference, AWS::Route53::RecordSet AliasTarget
const CLOUDFRONT_ZONE_ID = 'Z2FDTNDATAQYW2';

/** CloudFront keeps these for ten seconds unless it is told otherwise, whatever the API says. */
// source: CloudFront guide, "How CloudFront caches HTTP 4xx and 5xx status codes from your origin"
const KEPT_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

export interface EdgeProps {
  readonly settings: EdgeSettings;
  /** `https://…/`, as API Gateway calls the API. */
  readonly apiUrl: string;
  /** Where pages connect for live counts: `wss://…`. Undefined where they ask for counts. */
  readonly liveUrl: string | undefined;
  readonly secret: EdgeSecret;
  readonly allowedOrigins: readonly string[];
  /** The certificate is in us-east-1. */
  readonly ownDomain: OwnDomain | undefined;
  readonly logRetentionDays: number;
}

export class Edge extends Construct {
  /** Ends with a slash, as the URL of an API does. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id);
    const { settings, apiUrl, liveUrl, secret, allowedOrigins, ownDomain, logRetentionDays } = props;
    const directory = settings.page ?? DEFAULT_PAGE;
    const page = new Page(this, 'Page', { directory, liveUrl, logRetentionDays });
    const domainName = Fn.select(2, Fn.split('/', apiUrl));
    const distribution = new Distribution(this, 'Distribution', {
      comment: Stack.of(this).stackName,
      defaultBehavior: page.behavior,
      defaultRootObject: 'index.html',
      additionalBehaviors: { [API_PATHS]: apiBehavior(this, { domainName, secret, allowedOrigins }) },
      errorResponses: KEPT_ERRORS.map(
        (httpStatus): ErrorResponse => ({ httpStatus, ttl: Duration.seconds(0) }),
      ),
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      ...webAcl(this, settings),
      ...(ownDomain && {
        domainNames: [ownDomain.domainName],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', ownDomain.certificateArn),
      }),
    });
    acknowledgeDistribution(distribution, { settings, ownDomain });
    this.url = `https://${ownDomain?.domainName ?? distribution.distributionDomainName}/`;
    if (!ownDomain) return;
    new CfnOutput(Stack.of(this), 'DomainTarget', {
      value: distribution.distributionDomainName,
      description: `What a CNAME or alias record of ${ownDomain.domainName} points at`,
    });
    new CfnOutput(Stack.of(this), 'DomainTargetZoneId', { value: CLOUDFRONT_ZONE_ID });
  }
}

function webAcl(scope: Construct, { webAclArn, requestsPerFiveMinutesPerAddress: rate }: EdgeSettings) {
  if (webAclArn !== undefined) return { webAclId: webAclArn };
  return rate === undefined ? {} : { webAclId: new AddressRateRule(scope, 'WebAcl', rate).attrArn };
}
