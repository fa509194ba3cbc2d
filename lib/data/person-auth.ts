// Says who vouches for a person: we do, with signed visitor tokens, or a configured OIDC issuer does.

import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';

export interface OidcIssuer {
  readonly issuer: string;
  readonly audience: string;
}

export type PersonAuth =
  | { readonly kind: 'visitor-key'; readonly secret: Secret; readonly sealKey: Secret }
  | { readonly kind: 'oidc'; readonly oidc: OidcIssuer };
