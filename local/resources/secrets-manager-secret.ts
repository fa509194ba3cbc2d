// AWS::SecretsManager::Secret: a secret is made once. One that exists already is kept.

import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ResourceExistsException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { generateSecretString } from '../secrets-manager/generate-secret-string.ts';
import type { ResourceType } from './resource-type.ts';

interface SecretProperties {
  Name?: string;
  SecretString?: string;
  GenerateSecretString?: { PasswordLength?: number; ExcludePunctuation?: boolean };
}

export const secretsManagerSecret: ResourceType = {
  rules: {
    actedOn: [
      'GenerateSecretString.ExcludePunctuation',
      'GenerateSecretString.PasswordLength',
      'Name',
      'SecretString',
    ],
    noEffect: {
      Description: 'only people read it',
      KmsKeyId: 'nothing is encrypted at rest on this machine',
      Tags: 'only people and bills read it',
    },
  },
  async create({ properties, physicalName, cloud: { secretsManager } }) {
    const { Name = physicalName, SecretString, GenerateSecretString = {} } = properties as SecretProperties;
    const { PasswordLength = 32, ExcludePunctuation = false } = GenerateSecretString;
    const value = SecretString ?? generateSecretString(PasswordLength, ExcludePunctuation);
    const arn = await createSecret(secretsManager, Name, value);
    return { ref: arn, attributes: { Id: arn } };
  },
};

async function createSecret(secretsManager: SecretsManagerClient, Name: string, SecretString: string) {
  try {
    const { ARN } = await secretsManager.send(new CreateSecretCommand({ Name, SecretString }));
    return ARN as string;
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    const { ARN } = await secretsManager.send(new GetSecretValueCommand({ SecretId: Name }));
    return ARN as string;
  }
}
