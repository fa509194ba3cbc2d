// Gives a function the environment and the permissions that it needs to verify tokens or to sign them.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { PersonAuth } from '../data/person-auth.ts';

/** Returns what a function needs that verifies tokens. */
export function tokenAccess(auth: PersonAuth) {
  if (auth.kind === 'oidc')
    return {
      environment: { OIDC_ISSUER: auth.oidc.issuer, OIDC_AUDIENCE: auth.oidc.audience },
      permissions: [],
    };
  return visitorKeyAccess(auth.secret);
}

/** Returns what a function needs that signs or verifies visitor tokens. */
export const visitorKeyAccess = (secret: Secret) => ({
  environment: { VISITOR_KEY_SECRET_ARN: secret.secretArn },
  permissions: [mayRead(secret)],
});

/** Returns what a function needs that renews visitor tokens. */
export const sealKeyAccess = (secret: Secret) => ({
  environment: { SEAL_KEY_SECRET_ARN: secret.secretArn },
  permissions: [mayRead(secret)],
});

const mayRead = ({ secretArn }: Secret) =>
  new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] });
