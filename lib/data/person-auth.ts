// Who vouches for a person: our own signed visitor tokens, or a configured OIDC issuer.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';

export interface OidcIssuer {
  readonly issuer: string;
  readonly audience: string;
}

export type PersonAuth =
  | { readonly kind: 'visitor-key'; readonly secret: Secret }
  | { readonly kind: 'oidc'; readonly oidc: OidcIssuer };

/** What a function needs to verify a token: environment and permissions. */
export function tokenAccess(auth: PersonAuth) {
  if (auth.kind === 'oidc')
    return {
      environment: { OIDC_ISSUER: auth.oidc.issuer, OIDC_AUDIENCE: auth.oidc.audience },
      permissions: [],
    };
  return visitorKeyAccess(auth.secret);
}

/** What a function needs to sign or verify visitor tokens. */
export function visitorKeyAccess(secret: Secret) {
  return {
    environment: { VISITOR_KEY_SECRET_ARN: secret.secretArn },
    permissions: [
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
    ],
  };
}
