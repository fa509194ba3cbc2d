// npm run keys: shows, rotates and revokes the keys of visitors' tokens.

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { KeySetError } from '../../adapters/secrets-manager/key-set.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { explainFailure } from '../explain-failure.ts';
import { findDeployment } from '../find-deployment.ts';
import { type KeysPorts, RotationFailedError, revokeKeys, rotateKeys, showKeys } from './keys.ts';
import { HELP, type KeysOptions, readOptions } from './options.ts';

await runCommand({
  name: 'keys',
  help: HELP,
  readOptions,
  run,
  failures: [RotationFailedError, KeySetError],
});

async function run({ action, kids, deployment }: KeysOptions, signal: AbortSignal): Promise<void> {
  const { outputs, configFor } = await findDeployment(deployment);
  const secretArn = outputs['VisitorKeyArn'];
  if (secretArn === undefined)
    throw new UsageError('the deployment names no VisitorKeyArn: does it take the tokens of an issuer?');
  const client = new SecretsManagerClient(configFor('secretsManager'));
  const ports: KeysPorts = {
    client,
    secretArn,
    newKey: () => randomBytes(48).toString('base64url'),
    now: Date.now,
    wait: (ms) => sleep(ms, undefined, { signal }),
  };
  const actions = { show: showKeys, rotate: rotateKeys, revoke: (it: KeysPorts) => revokeKeys(it, kids) };
  try {
    if (action === 'rotate') console.error('A new key is made …');
    console.log(await actions[action](ports));
  } catch (error) {
    const reason = error instanceof UsageError ? undefined : explainFailure(error, 'the secret of the keys');
    throw reason === undefined ? error : new UsageError(reason, { cause: error });
  } finally {
    client.destroy();
  }
}
