// Runs the operators' own commands, as the runbook says.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import type { Rig } from './rig.ts';

type Tool = 'keys' | 'mapping' | 'redrive' | 'smoke';

/** `npm run` of a tool. Resolves with what the command prints, and rejects when it fails. */
export async function runTool({ cloud, signal }: Rig, tool: Tool, ...options: string[]): Promise<string> {
  const args = [join(PROJECT_DIR, 'tools', tool, 'main.ts'), ...options, '--url', cloud.apiUrl];
  const { stdout } = await promisify(execFile)(process.execPath, args, { signal });
  return stdout;
}

/** What a person does passes from end to end. */
export const passSmoke = async (rig: Rig): Promise<void> => void (await runTool(rig, 'smoke'));
