// Rotates the keys of visitors' tokens, as Secrets Manager asks step by step. Each step may be repeated. The last one changes all at once.

import { randomBytes } from 'node:crypto';
import { makeSecretsManager } from '../adapters/clients.ts';
import { addKey, readKeySet, writeKeySet } from '../adapters/secrets-manager/key-set.ts';
import { makeSecretVersions, type SecretVersions } from '../adapters/secrets-manager/secret-versions.ts';
import { requireEnv } from './runtime/require-env.ts';
import { addMetric } from './runtime/telemetry.ts';
import { withMetrics } from './runtime/with-metrics.ts';

interface RotateKeysPorts {
  readonly versions: SecretVersions;
  readonly newKey: () => string;
  readonly now: () => number;
}

/** source: Secrets Manager guide, "Lambda rotation functions" */
export interface RotationEvent {
  readonly Step: 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';
  /** Names the pending version. */
  readonly ClientRequestToken: string;
}

export function makeRotateKeys({ versions, newKey, now }: RotateKeysPorts) {
  const steps: Record<RotationEvent['Step'], (versionId: string) => Promise<void>> = {
    async createSecret(versionId) {
      if ((await versions.readPending(versionId)) !== undefined) return;
      const current = await versions.readCurrent();
      const set = addKey(readKeySet(current.text), newKey(), now());
      await versions.putPending(versionId, writeKeySet({ ...set, basedOn: current.versionId }));
    },
    // Nobody else has to be told of the new key.
    async setSecret() {},
    // Secrets Manager tests the function with a version of its own, which has no new key.
    async testSecret(versionId) {
      readKeySet((await versions.readPending(versionId)) ?? (await versions.readCurrent()).text);
    },
    async finishSecret(versionId) {
      const current = await versions.readCurrent();
      if (current.versionId === versionId) return;
      const { basedOn } = readKeySet((await versions.readPending(versionId)) ?? '');
      if (basedOn === current.versionId) {
        await versions.promote(versionId, basedOn);
        return addMetric('KeysRotated');
      }
      // A key may have been revoked meanwhile, and must not come back.
      await versions.dropPending(versionId);
      throw new Error('the keys were changed during the rotation, which must begin again');
    },
  };
  return async ({ Step, ClientRequestToken }: RotationEvent) => await steps[Step](ClientRequestToken);
}

const versions = makeSecretVersions({
  client: makeSecretsManager(),
  secretArn: requireEnv(process.env, 'VISITOR_KEY_SECRET_ARN'),
});
const newKey = () => randomBytes(48).toString('base64url');

export const handler = withMetrics(makeRotateKeys({ versions, newKey, now: Date.now }));
