// The versions of a secret, as a rotation makes them: a pending one takes the place of the current one, at once and as a whole.

import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';

const CURRENT = 'AWSCURRENT';
const PENDING = 'AWSPENDING';

export interface SecretVersion {
  readonly versionId: string;
  readonly text: string;
}

export interface SecretVersions {
  readCurrent(): Promise<SecretVersion>;
  /** Returns undefined while the pending version has no value. */
  readPending(versionId: string): Promise<string | undefined>;
  /** May be repeated with the same text. */
  putPending(versionId: string, text: string): Promise<void>;
  /** Makes a pending version the current one. Rejects if the current one is not the one that is named. */
  promote(versionId: string, current: string): Promise<void>;
  /** Gives a pending version up, so that another rotation may begin. */
  dropPending(versionId: string): Promise<void>;
}

interface SecretVersionsOptions {
  readonly client: SecretsManagerClient;
  readonly secretArn: string;
}

export function makeSecretVersions({ client, secretArn }: SecretVersionsOptions): SecretVersions {
  return {
    async readCurrent() {
      const { SecretString: text = '', VersionId: versionId = '' } = await client.send(
        new GetSecretValueCommand({ SecretId: secretArn, VersionStage: CURRENT }),
      );
      return { versionId, text };
    },
    async readPending(versionId) {
      try {
        const { SecretString } = await client.send(
          new GetSecretValueCommand({ SecretId: secretArn, VersionId: versionId, VersionStage: PENDING }),
        );
        return SecretString;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    async putPending(versionId, text) {
      await client.send(
        new PutSecretValueCommand({
          SecretId: secretArn,
          ClientRequestToken: versionId,
          SecretString: text,
          VersionStages: [PENDING],
        }),
      );
    },
    async promote(versionId, current) {
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId: secretArn,
          VersionStage: CURRENT,
          MoveToVersionId: versionId,
          RemoveFromVersionId: current,
        }),
      );
    },
    async dropPending(versionId) {
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId: secretArn,
          VersionStage: PENDING,
          RemoveFromVersionId: versionId,
        }),
      );
    },
  };
}
