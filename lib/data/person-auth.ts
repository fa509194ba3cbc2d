// Who vouches for a person: our own signed visitor tokens, or a configured OIDC issuer.

import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';

export interface OidcIssuer {
  readonly issuer: string;
  readonly audience: string;
}

export type PersonAuth =
  | { readonly kind: 'visitor-key'; readonly secret: Secret }
  | { readonly kind: 'oidc'; readonly oidc: OidcIssuer };
