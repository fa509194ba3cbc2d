// Runs an operator's command on the cloud of the drills, as the runbook says.

import { operate, type Tool } from '../operate.ts';
import type { Rig } from './rig.ts';

/** Resolves with what the command prints. Rejects when it fails. */
export async function runTool({ cloud, signal }: Rig, tool: Tool, ...options: string[]): Promise<string> {
  const { exitCode, stdout } = await operate(tool, [...options, '--url', cloud.apiUrl], signal);
  if (exitCode !== 0) throw new Error(`npm run ${tool} ended with ${exitCode}: ${stdout}`);
  return stdout;
}

/** What a person does passes from end to end. */
export const passSmoke = async (rig: Rig): Promise<void> => void (await runTool(rig, 'smoke'));
