// A web ACL with one rule: an address that sends too many requests is refused until it sends fewer.

import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

const WINDOW_SECONDS = 300;

const visibilityConfig = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  // A sample holds the addresses of people.
  sampledRequestsEnabled: false,
});

export class AddressRateRule extends CfnWebACL {
  constructor(scope: Construct, id: string, requestsPerFiveMinutes: number) {
    super(scope, id, {
      scope: 'CLOUDFRONT',
      description: 'Bounds the requests of one address',
      defaultAction: { allow: {} },
      visibilityConfig: visibilityConfig('LikesEdge'),
      rules: [
        {
          name: 'address-rate',
          priority: 0,
          action: { block: {} },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              limit: requestsPerFiveMinutes,
              evaluationWindowSec: WINDOW_SECONDS,
            },
          },
          visibilityConfig: visibilityConfig('LikesEdgeAddressRate'),
        },
      ],
    });
  }
}
