// CreateSecret: the secret is stored when this answers.

import type { Operation } from '../operation.ts';
import { SecretsManagerError } from '../secrets-manager-error.ts';

export const createSecret: Operation = ({ store }, { Name, SecretString }) => {
  if (typeof Name !== 'string' || typeof SecretString !== 'string')
    throw new SecretsManagerError('InvalidParameterException', 'Name and SecretString must be strings.');
  if (store.find(Name))
    throw new SecretsManagerError(
      'ResourceExistsException',
      `The operation failed because the secret ${Name} already exists.`,
    );
  const { arn, versions } = store.add(Name, SecretString);
  return { ARN: arn, Name, VersionId: versions[0]?.versionId };
};
