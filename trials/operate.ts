// Runs the operators' own commands, as the pages tell an operator to.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_DIR } from '../command-line/project-dir.ts';

/** Longer than each of them takes here. */
const TIMEOUT_MS = 300_000;

export type Tool = 'audit' | 'keys' | 'mapping' | 'redrive' | 'restore' | 'smoke';

export interface Operated {
  readonly exitCode: number;
  readonly stdout: string;
}

/** Rejects when the command finds its input wrong, cannot reach what it needs, or is killed. Exit code 1 is an answer. */
export function operate(tool: Tool, args: readonly string[], signal: AbortSignal): Promise<Operated> {
  const main = join(PROJECT_DIR, 'tools', tool, 'main.ts');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [main, ...args], { signal, timeout: TIMEOUT_MS }, (error, stdout, stderr) => {
      if (signal.aborted) return reject(signal.reason);
      const exitCode = error ? error.code : 0;
      if (exitCode === 0 || exitCode === 1) return resolve({ exitCode, stdout });
      reject(new Error(`npm run ${tool} failed: ${stderr || error?.message}`, { cause: error }));
    });
  });
}
