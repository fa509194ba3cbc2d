// PutSecretValue: adds a version, or fills the pending one of a rotation. The same call may be repeated.

import { findSecret, type Operation } from '../operation.ts';
import { SecretsManagerError } from '../secrets-manager-error.ts';
import { CURRENT, type StoredVersion } from '../secret-store.ts';
import { attachStage, findVersion } from '../version-stages.ts';

export const putSecretValue: Operation = (
  parts,
  { SecretId, ClientRequestToken, SecretString, VersionStages = [CURRENT] },
) => {
  const secret = findSecret(parts, SecretId);
  if (typeof ClientRequestToken !== 'string' || typeof SecretString !== 'string')
    throw new SecretsManagerError(
      'InvalidParameterException',
      'ClientRequestToken and SecretString must be strings.',
    );
  const known = findVersion(secret, ClientRequestToken);
  if (known?.secretString !== undefined && known.secretString !== SecretString)
    throw new SecretsManagerError(
      'ResourceExistsException',
      'A version with this client request token exists, and has another value.',
    );
  const createdDate = parts.store.nowSeconds();
  const version: StoredVersion = known ?? { versionId: ClientRequestToken, stages: [], createdDate };
  version.secretString = SecretString;
  if (!known) secret.versions.push(version);
  for (const stage of VersionStages as string[]) attachStage(secret, stage, version);
  parts.store.save();
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.versionId,
    VersionStages: version.stages,
  };
};
