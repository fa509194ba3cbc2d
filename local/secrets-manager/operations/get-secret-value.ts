// GetSecretValue: finds a secret by its name or its ARN.

import { SecretsManagerError } from '../secrets-manager-error.ts';
import type { SecretStore } from '../secret-store.ts';

const CURRENT = 'AWSCURRENT';

export function getSecretValue(
  store: SecretStore,
  { SecretId, VersionStage = CURRENT, VersionId }: Record<string, unknown>,
) {
  const secret = typeof SecretId === 'string' ? store.find(SecretId) : undefined;
  // Each secret has one version, because nothing here rotates secrets.
  if (!secret || VersionStage !== CURRENT || (VersionId !== undefined && VersionId !== secret.versionId))
    throw new SecretsManagerError(
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
    );
  return {
    ARN: secret.arn,
    Name: secret.name,
    SecretString: secret.secretString,
    VersionId: secret.versionId,
    VersionStages: [CURRENT],
    CreatedDate: secret.createdDate,
  };
}
