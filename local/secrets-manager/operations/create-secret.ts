// CreateSecret: the secret is stored when this answers.

import { SecretsManagerError } from '../secrets-manager-error.ts';
import type { SecretStore } from '../secret-store.ts';

export function createSecret(store: SecretStore, { Name, SecretString }: Record<string, unknown>) {
  if (typeof Name !== 'string' || typeof SecretString !== 'string')
    throw new SecretsManagerError('InvalidParameterException', 'Name and SecretString must be strings.');
  if (store.find(Name))
    throw new SecretsManagerError(
      'ResourceExistsException',
      `The operation failed because the secret ${Name} already exists.`,
    );
  const { arn, versionId } = store.add(Name, SecretString);
  return { ARN: arn, Name, VersionId: versionId };
}
