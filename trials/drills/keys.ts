// Asks for a new key of the visitors' tokens as a schedule does, and makes one as the runbook says.

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RotateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { rotateKeys } from '../../tools/keys/keys.ts';
import { outputOf, type Rig } from './rig.ts';

export async function askForKey(rig: Rig): Promise<void> {
  const SecretId = outputOf(rig, 'VisitorKeyArn');
  await rig.clients.secretsManager.send(new RotateSecretCommand({ SecretId }));
}

export async function makeKey(rig: Rig): Promise<void> {
  await rotateKeys({
    client: rig.clients.secretsManager,
    secretArn: outputOf(rig, 'VisitorKeyArn'),
    newKey: () => randomBytes(48).toString('base64url'),
    now: Date.now,
    wait: (ms) => sleep(ms, undefined, { signal: rig.signal }),
  });
}
