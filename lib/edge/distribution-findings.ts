// Gives the reasons why cdk-nag's findings on the distribution are acceptable.

import { Validations } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { OwnDomain } from '../api/own-domain.ts';
import type { EdgeSettings } from './edge-settings.ts';

interface Deployed {
  readonly settings: EdgeSettings;
  readonly ownDomain: OwnDomain | undefined;
}

export function acknowledgeDistribution(
  distribution: Distribution,
  { settings: { webAclArn, requestsPerFiveMinutesPerAddress }, ownDomain }: Deployed,
): void {
  const acknowledge = (id: string, reason: string) =>
    Validations.of(distribution).acknowledge({ id, reason });
  acknowledge('AwsSolutions-CFR1', 'People of every country may like');
  acknowledge('AwsSolutions-CFR3', 'A log of requests would hold the addresses of people');
  if (webAclArn === undefined && requestsPerFiveMinutesPerAddress === undefined)
    acknowledge(
      'AwsSolutions-CFR2',
      'WAF costs a base price. A deployment turns it on with a rate or a web ACL',
    );
  if (!ownDomain)
    acknowledge('AwsSolutions-CFR4', 'The certificate of cloudfront.net comes with a fixed security policy');
}
