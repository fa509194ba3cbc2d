// Runs `npm run smoke`, as a person does after a deploy.

import { join } from 'node:path';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { runProcess } from './run-process.ts';

/** Thrown when the smoke test does not end with exit code 0. */
export class SmokeTestError extends Error {
  override readonly name = 'SmokeTestError';
}

export async function runSmokeTest(url: string, workDir: string, signal: AbortSignal): Promise<void> {
  const args = [join(PROJECT_DIR, 'tools', 'smoke', 'main.ts'), '--url', url];
  const logFile = join(workDir, 'smoke.log');
  const { exitCode, output } = await runProcess(process.execPath, args, {
    env: process.env,
    logFile,
    signal,
  });
  if (exitCode !== 0) throw new SmokeTestError(`it ended with ${exitCode}:\n${output}`);
}
