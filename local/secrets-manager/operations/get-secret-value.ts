// GetSecretValue: finds a secret by its name or its ARN, and a version by its id, its stage or both.

import { findSecret, notFound, type Operation } from '../operation.ts';
import { CURRENT } from '../secret-store.ts';
import { findStage, findVersion } from '../version-stages.ts';

export const getSecretValue: Operation = (parts, { SecretId, VersionStage, VersionId }) => {
  const secret = findSecret(parts, SecretId);
  const stage = VersionStage ?? (VersionId === undefined ? CURRENT : undefined);
  const version = VersionId === undefined ? findStage(secret, stage) : findVersion(secret, VersionId);
  if (version?.secretString === undefined) throw notFound();
  if (stage !== undefined && findStage(secret, stage) !== version) throw notFound();
  return {
    ARN: secret.arn,
    Name: secret.name,
    SecretString: version.secretString,
    VersionId: version.versionId,
    VersionStages: version.stages,
    CreatedDate: version.createdDate,
  };
};
