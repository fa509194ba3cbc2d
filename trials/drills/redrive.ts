// Runs the operators' own command, as the runbook says.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import type { Rig } from './rig.ts';

const MAIN = join(PROJECT_DIR, 'tools', 'redrive', 'main.ts');

/** Resolves with what the command prints. Rejects when it fails. */
export async function redrive({ cloud, signal }: Rig, ...options: string[]): Promise<string> {
  const args = [MAIN, '--url', cloud.apiUrl, ...options];
  const { stdout } = await promisify(execFile)(process.execPath, args, { signal });
  return stdout;
}
