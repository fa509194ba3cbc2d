// The key of the visitors' tokens is due, and the function that makes a new one crashes.

import { RotateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { rotateKeys } from '../../../tools/keys/keys.ts';
import type { Drill } from '../drill.ts';
import { outputOf } from '../rig.ts';

export const keyNotRotated: Drill = {
  name: 'key-not-rotated',
  breaks: 'the rotation of the keys crashes',
  alarm: 'rotate-keys-errors',
  mayFollow: [],
  withinMinutes: 12,
  async breakIt(rig) {
    rig.crashing.add('RotateKeys');
    await rig.clients.secretsManager.send(
      new RotateSecretCommand({ SecretId: outputOf(rig, 'VisitorKeyArn') }),
    );
  },
  async mend(rig) {
    rig.crashing.clear();
    await rotateKeys({
      client: rig.clients.secretsManager,
      secretArn: outputOf(rig, 'VisitorKeyArn'),
      newKey: () => randomBytes(48).toString('base64url'),
      now: Date.now,
      wait: (ms) => sleep(ms, undefined, { signal: rig.signal }),
    });
  },
};
