// Asks for a new key of the visitors' tokens as the schedule does, and makes one as the runbook says.

import { RotateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { outputOf, type Rig } from './rig.ts';
import { runTool } from './run-tool.ts';

export async function askForKey(rig: Rig): Promise<void> {
  const SecretId = outputOf(rig, 'VisitorKeyArn');
  await rig.clients.secretsManager.send(new RotateSecretCommand({ SecretId }));
}

export const makeKey = async (rig: Rig): Promise<void> => void (await runTool(rig, 'keys', 'rotate'));
