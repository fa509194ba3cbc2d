// What a deployment may say about its edge.

export interface EdgeSettings {
  /** The directory of the built page, relative to this project. */
  readonly page?: string | undefined;
  /** A web ACL of WAF, of scope CLOUDFRONT, that the deployment does not make itself. */
  readonly webAclArn?: string | undefined;
  /** If it is set, WAF refuses an address that sends more than this in five minutes. The stack must be in us-east-1. */
  readonly requestsPerFiveMinutesPerAddress?: number | undefined;
}

/** CloudFront takes web ACLs and certificates of this region only. */
// source: CloudFront guide, "Requirements for using SSL/TLS certificates with CloudFront"
export const EDGE_REGION = 'us-east-1';

/** Where `npm run page` builds it. */
export const DEFAULT_PAGE = '.page';
