// UpdateSecretVersionStage: moves a stage from one version to another. The caller must name the version that has it.

import { findSecret, notFound, type Operation } from '../operation.ts';
import { SecretsManagerError } from '../secrets-manager-error.ts';
import { CURRENT } from '../secret-store.ts';
import { attachStage, detachStage, findStage, findVersion } from '../version-stages.ts';

export const updateSecretVersionStage: Operation = (
  parts,
  { SecretId, VersionStage, MoveToVersionId, RemoveFromVersionId },
) => {
  const secret = findSecret(parts, SecretId);
  if (typeof VersionStage !== 'string')
    throw new SecretsManagerError('InvalidParameterException', 'VersionStage must be a string.');
  const from = findStage(secret, VersionStage)?.versionId;
  if (RemoveFromVersionId !== from && from !== MoveToVersionId)
    throw new SecretsManagerError(
      'InvalidParameterException',
      `The staging label ${VersionStage} is attached to version ${from}, so RemoveFromVersionId must name it.`,
    );
  if (MoveToVersionId !== undefined) {
    const version = findVersion(secret, MoveToVersionId);
    if (!version) throw notFound();
    attachStage(secret, VersionStage, version);
  } else if (VersionStage === CURRENT) {
    throw new SecretsManagerError('InvalidParameterException', 'AWSCURRENT can only be moved.');
  } else {
    detachStage(secret, VersionStage);
    secret.versions = secret.versions.filter(({ stages }) => stages.length > 0);
  }
  parts.store.save();
  return { ARN: secret.arn, Name: secret.name };
};
