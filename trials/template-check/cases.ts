// The deployments whose templates are checked. Together they have every resource that the app can make, in each form, but WAF's own
// web ACL: only a stage's file can ask for that.

import type { Context } from '../../local/synthesize.ts';

export interface TemplateCase {
  readonly name: string;
  readonly context: Context;
}

const ownDomain = {
  domainName: 'likes.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0f5f2ab4-1c0b-4b5e-9d0c-0d6d5d0f1a2b',
};

export const CASES: readonly TemplateCase[] = [
  // On demand, counts are pushed, visitors.
  { name: 'social-media', context: { scenario: 'social-media' } },
  // Provisioned capacity that scales, and a domain and pages of the owner's without an edge.
  {
    name: 'broadcast, own domain',
    context: { scenario: 'broadcast', ...ownDomain, allowedOrigins: 'https://www.example.com' },
  },
  // Nothing is live, and CloudFront has the name that AWS gives it.
  { name: 'small-site, edge', context: { scenario: 'small-site', edge: 'true' } },
  // An edge with a domain and a web ACL, and an OIDC issuer.
  { name: 'deployments/example.json', context: { stage: 'example' } },
  { name: 'broadcast for LocalStack', context: { scenario: 'broadcast', target: 'localstack' } },
];
