// What a function needs to verify tokens or to sign them: environment and permissions.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { PersonAuth } from '../data/person-auth.ts';

/** For a function that verifies tokens. */
export function tokenAccess(auth: PersonAuth) {
  if (auth.kind === 'oidc')
    return {
      environment: { OIDC_ISSUER: auth.oidc.issuer, OIDC_AUDIENCE: auth.oidc.audience },
      permissions: [],
    };
  return visitorKeyAccess(auth.secret);
}

/** For a function that signs or verifies visitor tokens. */
export function visitorKeyAccess(secret: Secret) {
  return {
    environment: { VISITOR_KEY_SECRET_ARN: secret.secretArn },
    permissions: [
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
    ],
  };
}
